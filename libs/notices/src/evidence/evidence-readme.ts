/** What whoever opens the zip reads first. */
export const README = `抄告证据包
==========

校验：装有 Node.js 18 以上的任何电脑，不需网络：

    node verify.mjs 证据包.zip --fingerprint "公文上印的公钥指纹"

打包后密钥轮换过、手头只有新指纹的，加 --keys chaogao-keys.json（系统公布的公钥）。

  events.jsonl     全部事件，每行一个；摘要为去掉 digest 后按 RFC 8785 规范化的 JSON 的 SHA-256，含前一事件的摘要
  proof.json       从本链到每日签名根的路径（RFC 6962 的 Merkle 树，Ed25519 签名；有第三方时间戳时附上）
  keys.json        全部公钥；轮换时新旧两把互相签署
  documents/       公文（PDF）        attachments/  附件
  mails/           发出的邮件；链接和回信地址中仍有效的口令已隐去，原件的摘要在清单与事件中；服务器的答复在 mails.json
  submissions/     经链接提交的表单，即计算摘要时的规范 JSON
  received/        收到的邮件：退信、投递延迟的报告和邮件回复，口令同样隐去；目录在 received.json（没有收到时无此项）
  facts.json       案情，同上         rulebook.yaml   当时所用的规则，同上
  copies.json      各单位的抄告、任务与每次计日的台账
  manifest.json    每个文件的 SHA-256；manifest.sig 是系统对它的签名

能证明：所列事件与文件自签名之日起未被改动，系统在那一天已有这些内容。
不能证明：系统当初所记是否属实；遮盖后的邮件除口令外与原件相同（由系统签名保证，法院可要求在系统内
核对原件）；最后一个每日根之后的事件何时形成；时间戳机构是否可信（其签名已校验，证书的主题和指纹已列出）。
系统的运行者若与签名私钥的持有者合谋，可另造一链；已寄给联席会议办公室的根、印在公文上的指纹与第三方时间戳使之败露。

Evidence of a copy-notice
=========================

To check it, on any computer with Node.js 18 or newer, offline:

    node verify.mjs evidence.zip --fingerprint "the fingerprint printed on the documents"

Where the key was rotated after the zip was made and only the new fingerprint is at hand, add
--keys chaogao-keys.json, the keys as the system publishes them.

  events.jsonl     every event, one a line; its digest is SHA-256 of the canonical JSON (RFC 8785) of the
                   line without "digest", and covers the digest of the event before
  proof.json       the way from this chain to a daily root (Merkle tree of RFC 6962, Ed25519; with a
                   third party's time-stamp where there is one)
  keys.json        every public key; at a rotation the old and the new one sign each other
  documents/       PDFs               attachments/  files
  mails/           as sent; the tokens of link and reply address are masked, the digest of the original
                   stands in the manifest and in an event; the server's answers are in mails.json
  submissions/     forms given through the links, as the canonical JSON that was digested
  received/        mails that came in, where any did: reports that a mail came back or is late, answers by
                   plain mail; tokens masked likewise, listed in received.json
  facts.json       the case, likewise
  rulebook.yaml    the rules that routed it, likewise
  copies.json      copies, duties and the ledger of every count
  manifest.json    SHA-256 of every file; manifest.sig is the system's signature of it

It proves that these events and files have not changed since the day of the signature, and that the
system had them then. It does not prove that what the system recorded was true; that a masked mail is
like its original but for the tokens (the system signs so; a court may compare it in the system); when the
events after the last daily root came about; that the time-stamping authority is to be trusted (its
signature is checked, its certificate named). Whoever runs the system and holds its key could make another
chain: the roots that were mailed to the secretariat, the fingerprints on paper and the time-stamps would
give that away.
`;
