import type { ComponentChildren } from 'preact';
import { render } from 'preact-render-to-string';

/** What every mail of ours is: a few sentences, a list, a button; Chinese, then English in short. */
export interface Letter {
  subject: string;
  heading: string;
  /** To whom, in words. */
  to: string;
  paragraphs: string[];
  /** Label and value. */
  facts: [label: string, value: string][];
  /** What is asked, each with its period and basis. */
  items: { what: string; by: string; basis: string }[];
  button: { label: string; url: string } | null;
  footer: string[];
  english: string[];
}

/** A mail's three parts. */
export interface Mail {
  subject: string;
  html: string;
  text: string;
}

const FONT = "font-family:'Microsoft YaHei','PingFang SC',SimSun,sans-serif";
const TEXT = `${FONT};font-size:16px;line-height:26px;color:#1f2933;margin:0 0 12px 0`;
const SMALL = `${FONT};font-size:13px;line-height:20px;color:#52606d;margin:0 0 8px 0`;

/** One column of tables and inline styles: what Outlook 2013 and phones without images can show. */
export function renderLetter(letter: Letter): Mail {
  return {
    subject: letter.subject,
    html: `<!DOCTYPE html>${render(<Page {...letter} />)}`,
    text: plain(letter),
  };
}

function Page(letter: Letter) {
  return (
    <html lang="zh-CN">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{letter.subject}</title>
      </head>
      <body style="margin:0;padding:0;background-color:#ffffff">
        <table role="presentation" width="100%" cellPadding="0" cellSpacing="0">
          <tbody>
            <tr>
              <td align="left" style="padding:16px">
                <table
                  role="presentation"
                  width="600"
                  cellPadding="0"
                  cellSpacing="0"
                  style="max-width:600px;width:100%"
                >
                  <tbody>
                    <tr>
                      <td>
                        <Body {...letter} />
                      </td>
                    </tr>
                  </tbody>
                </table>
              </td>
            </tr>
          </tbody>
        </table>
      </body>
    </html>
  );
}

function Body({ heading, to, paragraphs, facts, items, button, footer, english }: Letter) {
  return (
    <>
      <p style={`${TEXT};font-size:20px;line-height:30px;font-weight:bold`}>{heading}</p>
      <p style={TEXT}>{to}：</p>
      {paragraphs.map((paragraph) => (
        <p style={TEXT}>
          <Lines text={paragraph} />
        </p>
      ))}
      {items.map((item) => (
        <Boxed>
          <p style={`${TEXT};font-weight:bold`}>{item.by}</p>
          <p style={TEXT}>{item.what}</p>
          <p style={SMALL}>依据：{item.basis}</p>
        </Boxed>
      ))}
      {facts.map(([label, value]) => (
        <p style={`${TEXT};margin:0 0 4px 0`}>
          {label}：{value}
        </p>
      ))}
      {button && (
        <>
          <table role="presentation" cellPadding="0" cellSpacing="0" style="margin:16px 0 12px 0">
            <tbody>
              <tr>
                <td style="background-color:#1f5fa8;padding:10px 24px">
                  <a
                    href={button.url}
                    style={`${FONT};font-size:16px;color:#ffffff;text-decoration:none`}
                  >
                    {button.label}
                  </a>
                </td>
              </tr>
            </tbody>
          </table>
          <p style={SMALL}>
            打不开时，请将此地址复制到浏览器：
            <br />
            {button.url}
          </p>
        </>
      )}
      {footer.map((line) => (
        <p style={SMALL}>{line}</p>
      ))}
      {english.length > 0 && (
        <div lang="en" style="border-top:1px solid #cbd2d9;padding-top:8px;margin-top:16px">
          {english.map((line) => (
            <p style={SMALL}>{line}</p>
          ))}
        </div>
      )}
    </>
  );
}

/** Line breaks that people typed: Outlook 2013 knows no `white-space`. */
function Lines({ text }: { text: string }) {
  return text.split(/\r?\n/).map((line, index) => (
    <>
      {index > 0 && <br />}
      {line}
    </>
  ));
}

function Boxed({ children }: { children: ComponentChildren }) {
  return (
    <table
      role="presentation"
      width="100%"
      cellPadding="0"
      cellSpacing="0"
      style="margin:0 0 12px 0"
    >
      <tbody>
        <tr>
          <td style="border:1px solid #9aa5b1;padding:10px 12px 0 12px">{children}</td>
        </tr>
      </tbody>
    </table>
  );
}

function plain({ heading, to, paragraphs, facts, items, button, footer, english }: Letter): string {
  return [
    heading,
    `${to}：`,
    ...paragraphs,
    ...items.map(({ what, by, basis }) => `【${by}】${what}\n依据：${basis}`),
    facts.map(([label, value]) => `${label}：${value}`).join('\n'),
    button && `${button.label}：\n${button.url}`,
    ...footer,
    english.length > 0 && `--\n${english.join('\n')}`,
  ]
    .filter(Boolean)
    .join('\n\n');
}
