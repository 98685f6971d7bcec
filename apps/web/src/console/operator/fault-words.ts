import type { FieldProblem } from '#platform';

/** What is wrong and what would be right, as the checks of files say it: in English. */
interface Said {
  problem: string;
  remedy: string;
}

type Words = [pattern: RegExp, zh: string];

/** `$1`… are what the English words name. */
const WORDS: Words[] = [
  // What is wrong with an entry of the directory
  [/^the text is empty$/, '未填写'],
  [/^this is no 9-digit region code$/, '不是九位区划代码'],
  [/^this is no agency code$/, '不是单位代号'],
  [/^this is no e-mail address$/, '不是电子邮箱地址'],
  [/^the contact receives nothing$/, '没有选定接收内容'],
  [/^this is no number of degrees$/, '不是度数'],
  [/^this lies outside China$/, '在中国范围以外'],
  [/^region (\S+) is listed twice$/, '区划 $1 重复'],
  [/^(.+) has the code (\S+) already$/, '代号 $2 已由$1使用'],
  [/^(\S+) was the code of an agency that is retired$/, '代号 $1 曾由一个已停用的单位使用'],
  [/^the 机关代字 (\S+) is used by (.+) already$/, '机关代字$1已由$2使用'],
  [/^(\S+) is of level (\S+) and names no town$/, '镇、村级单位没有写明所在镇园'],
  [/^(\S+) is of level (\S+) and belongs to no town$/, '市级及以上单位不属于任何镇园'],
  [/^unknown town "(.+)"$/, '没有区划代码为 $1 的镇园'],
  [/^(\S+) may be a real domain.*$/, '$1 可能是真实域名，会有人收到邮件'],
  [/^(\S+) is a contact of (\S+) twice$/, '$1 在本单位重复'],
  [/^(\S+) has no contact that receives notices$/, '本单位没有收文的联系人'],
  [/^(\w+) \((.+)\) does not lie beyond (\w+) \((.+)\)$/, '$1（$2）没有大于 $3（$4）'],
  // What would be right there
  [/^write the text$/, '请填写'],
  [/^write nine digits in quotes.*$/, '请写九位数字，如 320681110'],
  [/^use lower-case letters, digits and hyphens$/, '只用小写字母、数字和连字符'],
  [/^write name@domain$/, '请按 名称@域名 填写'],
  [/^name at least one of: (.+)$/, '至少选一项'],
  [/^write decimal degrees.*$/, '请写十进制度数，如 121.4'],
  [/^write degrees between (.+) and (.+)$/, '请写 $1 至 $2 之间的度数'],
  [/^remove one of the two entries$/, '请去掉其中一条'],
  [/^give each agency a code of its own$/, '每个单位的代号应各不相同'],
  [/^put that agency back into service, or choose another code$/, '请恢复该单位，或另取代号'],
  [/^give each agency a 机关代字 of its own.*$/, '请另取一个，否则文号会重复'],
  [/^add town, the 9-digit code of one of regions$/, '请选择所在镇园'],
  [/^remove town, or correct level$/, '请不选镇园，或改正级别'],
  [/^write the code of one of regions, or add the region$/, '请写已有的区划代码，或先增加该镇园'],
  [/^use a reserved domain.*$/, '请用保留域名，或在导入时确认地址真实可用'],
  [/^confirm that this is a real address to be written to$/, '请勾选确认这是真实可用的地址'],
  [/^put what it receives into one entry$/, '请合并为一条'],
  [/^add service to receives of a contact$/, '至少一名联系人应接收抄告'],
  [/^write the larger of the two as (\w+)$/, '请把较大的写作 $1'],
  // What is wrong with an arrangement of working days
  [/^not readable as YAML: (.+)$/s, '不是可读的 YAML：$1'],
  [/^is not a known key$/, '不是已知的项'],
  [/^must be text$/, '应为文字'],
  [/^is empty$/, '为空'],
  [/^must be a date$/, '应为日期'],
  [/^is not a date of the calendar$/, '不是日历上的日期'],
  [
    /^must be holiday, make-up-workday, workday or weekend$/,
    '应为 holiday（放假）、make-up-workday（补班）、workday（工作日）或 weekend（周末）',
  ],
  [/^must be a year$/, '应为年份'],
  [/^lists no day$/, '没有列出任何一天'],
  [/^names neither one day nor a range$/, '没有写明一天，也没有写明起止'],
  [/^(\S+) to (\S+) is not a range of days off$/, '$1 至 $2 不是有效的起止'],
  [/^(\S+) is no Saturday or Sunday$/, '$1 不是星期六或星期日'],
  [/^(\S+) is a Saturday or Sunday$/, '$1 是星期六或星期日'],
  [/^(\S+) is named twice$/, '$1 重复'],
  [/^(\S+) is said to be covered.*$/, '写明涵盖 $1 年，但没有列出该年的假日'],
  // What would be right there
  [
    /^mend the line; the keys are.*$/,
    '请改正此行；可用的项是 source、documentNumber、covers、days',
  ],
  [/^leave it out$/, '请去掉'],
  [/^name the paper.*$/, '请写明文件名称，如 国务院办公厅关于2027年部分节假日安排的通知'],
  [/^give the number, e\.g\. .*$/, '请写文号，如 国办发明电〔2026〕1号，或去掉此项'],
  [/^list the years that the file arranges.*$/, '请列出文件完整安排的年份，如 [2027]，或去掉此项'],
  [/^list days of the form.*$/, '请按 {date: 2027-01-01, kind: holiday, name: 元旦} 逐日列出'],
  [/^write YYYY-MM-DD$/, '请按 YYYY-MM-DD 填写'],
  [/^choose one of these kinds$/, '请选其一'],
  [/^give the published name.*$/, '请写公布的名称，如 国庆节'],
  [/^give either date, or from and to$/, '请写 date，或写 from 和 to'],
  [/^let to follow from within (\d+) days$/, 'to 应在 from 之后 $1 天以内'],
  [/^write holiday for a day off$/, '放假请写 holiday'],
  [/^write make-up-workday$/, '请写 make-up-workday'],
  [/^keep one of the two entries$/, '请只留一条'],
  [
    /^list its holidays, or take the year out of covers$/,
    '请列出该年的假日，或从 covers 中去掉该年',
  ],
  // Of any file
  [/^this key is used twice$/, '此项重复'],
  [/^rename or remove one of the two entries$/, '请改名或去掉其中一项'],
  [/^(.+) is missing$/, '缺少 $1'],
  [/^unknown (\S+) (.+)$/, '不能是 $2'],
  [/^(.+) is no key of this entry$/, '没有 $1 这一项'],
  [/^correct its spelling, or remove it$/, '请改正拼写，或去掉'],
  [/^(.+) is no (\S+)$/, '$1 的写法不对'],
  [/^add it: one of: (.+)$/, '请补上，可选：$1'],
  [/^one of: (.+)$/, '可选：$1'],
  [/^add (\S+): (.+)$/, '请补上 $1'],
  [/^correct the YAML here.*$/, '请改正此处的 YAML：用空格缩进，冒号后留空格，引号成对'],
  [/^write a text; a number that is a name needs quotes$/, '请写文字；作为名称的数字要加引号'],
  [/^write a list: \[one, another\]$/, '请写列表，如 [甲, 乙]'],
  [/^write its keys below it, each with a value$/, '请在下面逐项填写'],
  [/^write (.+)$/, '请写 $1'],
  [/^correct (.+)$/, '请改正 $1'],
];

/** In Chinese; where a check is new here, its own English words. */
export function inChinese(said: string): string {
  const found = WORDS.find(([pattern]) => pattern.test(said));
  return found ? said.replace(...found) : said;
}

/** A fault of a file as both languages say it beside a field. */
export function faultWords({ problem, remedy }: Said): Omit<FieldProblem, 'field'> {
  const wrong = inChinese(problem);
  // What the reader of YAML says is in its own words, of which there are many.
  const said =
    wrong === problem && remedy.startsWith('correct the YAML here')
      ? `YAML 写法有误（${problem}）`
      : wrong;
  return {
    problem: `${said}；${inChinese(remedy)}`,
    en: `${problem}; ${remedy}`.replace(' in quotes', ''),
  };
}

/** So many faults are worth reading at once; a file that is of another kind has one per line. */
const LISTED = 40;

/** The faults of a file at the field that took it, each with its line. */
export function faultProblems(
  faults: (Said & { line: number; key: string })[],
  field = 'file',
): FieldProblem[] {
  return faults.slice(0, LISTED).map((fault) => {
    const { problem, en } = faultWords(fault);
    const at = fault.key === '' ? '' : `${fault.key} `;
    return {
      field,
      problem: `第 ${fault.line} 行 ${at}${problem}`,
      en: `line ${fault.line}: ${at}${en}`,
    };
  });
}
