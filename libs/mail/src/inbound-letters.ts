import type { Letter } from './letter.js';
import type { CopyProps } from './letters.js';

const about = (copy: CopyProps): [string, string][] => [
  ['文号', copy.number],
  ['发文单位', copy.issuerName],
  ['项目', copy.project],
  ['地点', copy.place],
];

/** To the land office: a mail that had been accepted came back, and the service with it. */
export function bouncedLetter(
  copy: CopyProps,
  { failedAddress, response }: { failedAddress: string; response: string },
): Letter {
  return {
    subject: `[退信·送达不成立] ${copy.agencyName} ${copy.number}`,
    heading: '邮件送达后被退回，请重新送达',
    to: copy.issuerName,
    paragraphs: [
      `发给${copy.agencyName}的邮件曾被对方服务器接收，后被退回。送达不成立，自送达起算的期限已停止计算；已作出的签收、函复仍然有效。`,
      '请更正邮箱后重新发送，或直接送达后登记；期限自重新送达之日起算。',
    ],
    facts: [['收件地址', failedAddress], ['退信原因', response], ...about(copy)],
    items: [],
    button: null,
    footer: [],
    english: [
      `The mail to ${failedAddress} came back after it had been accepted: ${response}`,
      'The service is void and its periods have stopped. Send it again to a right address, or serve by hand and record it.',
    ],
  };
}

/** The answer to who replied by plain mail: it is kept, and what makes it count. */
export function mailReceivedLetter(copy: CopyProps, { subject }: { subject: string }): Letter {
  return {
    subject: `[已收到，请在页面上确认] ${copy.formName} ${copy.number}`,
    heading: '已收到您的邮件，尚待确认',
    to: copy.agencyName,
    paragraphs: [
      `您的邮件“${subject}”及其附件已完整保存，并已转${copy.issuerName}。`,
      copy.link === null
        ? '电子邮件本身不算签收，也不算函复。请由贵单位收到本件的同事打开原抄告邮件中的链接，在页面上填写并提交；提交后方为有效。'
        : '电子邮件本身不算签收，也不算函复。请通过下面的链接在页面上填写并提交；提交后方为有效。',
    ],
    facts: about(copy),
    items: [],
    button: copy.link === null ? null : { label: '打开并填写函复', url: copy.link },
    footer: [`联系：${copy.contact}`, '本邮件由系统自动发出，每封来信只答复一次。'],
    english: [
      'Your mail was received and is kept with its attachments. It counts as an acknowledgement or a reply only once it is confirmed on the page behind the link.',
    ],
  };
}
