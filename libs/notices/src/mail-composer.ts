import { Inject, Injectable } from '@nestjs/common';
import { MailedCodes } from '#access';
import { localDateOf } from '#calendar';
import {
  annulledLetter,
  codeLetter,
  bouncedLetter,
  type CopyProps,
  decidedLetter,
  decisionRequestLetter,
  digestLetter,
  type DueProps,
  type DutyProps,
  escalationLetter,
  type Letter,
  type Mail,
  mailReceivedLetter,
  noticeLetter,
  receiptLetter,
  recountedLetter,
  reminderLetter,
  renderLetter,
  returnedLetter,
  reviewLetter,
  silenceLetter,
  undeliverableLetter,
  withdrawnLetter,
} from '#mail';
import { CONFIG, type Config } from '#platform';
import { type Bilingual, formOf } from '#rulebook';
import { Any, DataSource } from 'typeorm';
import { Duty } from './duty.entities.js';
import { mayChase } from './ladder.rules.js';
import { LinkService } from './link.service.js';
import type { KeptDocument } from './documents/document-file.entity.js';
import type { DueDocument } from './documents/due-documents.js';
import type { Message, MessageKind } from './message.entity.js';
import { Copy, Link } from './notice.entities.js';
import { StandingService } from './standing.service.js';
import {
  byDateInWords,
  dateInWords,
  FORM_IN_WORDS,
  OUTCOME_IN_WORDS,
  periodOfDuty,
  VERB,
} from './words.js';

interface About {
  copy: Copy;
  duties: Duty[];
  link: Link | null;
}

/** A mail, and the formal document that it encloses. */
export interface Composed extends Mail {
  encloses: DueDocument | null;
}

/** Kinds that chase: sent only while the duty is still open when their turn comes. */
const CHASING = new Set(['reminder', 'escalation', 'decision-request']);

const READING = { printed: '', extended: '（本系统参照适用）' };

/** Turns a message row and the rows that it is about into a mail. */
@Injectable()
export class MailComposer {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: DataSource,
    private readonly links: LinkService,
    private readonly standing: StandingService,
    private readonly codes: MailedCodes,
  ) {}

  /**
   * Reads at once what these messages are about; the function makes up the mail of one of them, or null
   * where it has lost its reason: the agency has answered, or the notice is withdrawn.
   */
  async prepare(messages: Message[]): Promise<(message: Message) => Composed | null> {
    const about = await this.#read(messages);
    return (message) => this.#mail(message, about.get(message.id) ?? null);
  }

  #mail(message: Message, about: About | null): Composed | null {
    if (message.kind === 'digest')
      return { ...renderLetter(this.#digest(message)), encloses: null };
    if (!about) return null;
    const { copy, duties } = about;
    if (message.kind === 'notice' && copy.notice.state === 'withdrawn') return null;
    const duty = duties.find((one) => one.id === message.props.dutyId) ?? null;
    if (CHASING.has(message.kind) && (!duty || !mayChase(duty))) return null;
    return {
      ...renderLetter(this.#letter(message, about, duty)),
      encloses: enclosureOf(message, copy),
    };
  }

  async #read(messages: Message[]): Promise<Map<string, About>> {
    const copyIds = [...new Set(messages.flatMap(({ copyId }) => copyId ?? []))];
    const linkIds = [...new Set(messages.flatMap(({ linkId }) => linkId ?? []))];
    const [copies, duties, links] = await Promise.all([
      this.database.getRepository(Copy).find({
        where: { id: Any(copyIds) },
        relations: { agency: true, document: true, notice: { issuer: true } },
      }),
      this.database
        .getRepository(Duty)
        .find({ where: { copyId: Any(copyIds) }, order: { id: 'ASC' } }),
      this.database.getRepository(Link).findBy({ id: Any(linkIds) }),
    ]);
    return new Map(
      messages.flatMap(({ id, copyId, linkId }) => {
        const copy = copies.find((one) => one.id === copyId);
        if (!copy) return [];
        const about: About = {
          copy,
          duties: duties.filter((duty) => duty.copyId === copyId),
          link: links.find((one) => one.id === linkId) ?? null,
        };
        return [[id, about] as const];
      }),
    );
  }

  #letter({ kind, props }: Message, { copy, duties, link }: About, duty: Duty | null): Letter {
    const about = this.#copyProps(copy, link);
    const due = dueProps(duty, props.text as Bilingual | undefined);
    const consoleUrl = `${this.config.PUBLIC_URL}/console/notices/${copy.noticeId}`;
    const said = (name: string) => (typeof props[name] === 'string' ? props[name] : '');
    switch (kind) {
      case 'notice':
        return noticeLetter(about, {
          ask: copy.ask.zh,
          duties: duties.map(dutyProps),
          handedOverBy: said('handedOverBy') || null,
        });
      case 'reminder':
        return reminderLetter(about, due);
      case 'silence':
        return silenceLetter(about, due, said('silenceNumber'));
      case 'escalation':
        return escalationLetter(about, due);
      case 'decision-request':
        return decisionRequestLetter(about, due, consoleUrl);
      case 'receipt':
        return receiptLetter(about, {
          form: FORM_IN_WORDS[said('form')] ?? said('form'),
          digest: said('digest'),
          submittedAt: instantInWords(said('submittedAt')),
        });
      case 'code':
        return codeLetter(about, this.codes.codeOf(said('codeId')));
      case 'undeliverable':
        return undeliverableLetter(about, {
          failedAddress: said('failedAddress'),
          response: said('response'),
        });
      case 'bounced':
        return bouncedLetter(about, {
          failedAddress: said('failedAddress'),
          response: said('response'),
        });
      case 'mail-received':
        return mailReceivedLetter(about, { subject: said('subject') });
      case 'reply-to-review':
        return reviewLetter(about, {
          outcome: OUTCOME_IN_WORDS[said('outcome')] ?? said('outcome'),
          text: said('text'),
          consoleUrl,
        });
      case 'reply-returned': {
        const reply = duties.find((one) => one.rule.dischargedBy === 'reply');
        return returnedLetter(about, {
          reason: said('reason'),
          dueOn: reply?.dueOn ? dateInWords(reply.dueOn) : '期限',
        });
      }
      case 'decided':
        return decidedLetter(about, {
          decision: said('decision'),
          reason: said('reason'),
          dueOn: duty?.dueOn ? dateInWords(duty.dueOn) : null,
        });
      case 'withdrawn':
        return withdrawnLetter(about, said('reason'));
      case 'annulled':
        return annulledLetter(about, { silenceNumber: said('number'), reason: said('reason') });
      case 'recounted':
        return recountedLetter(about, {
          duty: due.duty,
          before: dateInWords(said('before')),
          after: dateInWords(said('after')),
        });
      case 'digest':
        throw new Error('a digest is about no copy');
    }
  }

  #copyProps(copy: Copy, link: Link | null): CopyProps {
    const { notice, document, agency } = copy;
    const { contact, place, project } = notice.facts;
    const { name } = formOf(this.standing.rulebook, copy.form);
    return {
      number: document.number,
      formName: name.zh,
      formNameEn: name.en,
      agencyName: agency.nameZh,
      issuerName: notice.issuer.nameZh,
      project,
      place: place.text,
      link: link && this.links.urlOf(link),
      contact: `${notice.issuer.nameZh} ${contact.name} ${contact.phone}`,
    };
  }

  #digest({ props }: Message): Letter {
    const count = (name: string) => Number(props[name] ?? 0);
    const said = (name: string) => (typeof props[name] === 'string' ? props[name] : '');
    return digestLetter({
      root: said('root') ? { day: said('rootDay'), root: said('root'), key: said('key') } : null,
      date: dateInWords(String(props.date)),
      consoleUrl: `${this.config.PUBLIC_URL}/console`,
      counts: [
        ['新记录逾期', count('silent')],
        ['今天到期', count('dueToday')],
        ['已逾期', count('overdue')],
        ['未能送达', count('undeliverable')],
        ['主张不属职责待决定', count('remitClaims')],
        ['日期暂定且临近，待导入放假安排或确认', count('provisional')],
      ],
    });
  }
}

/** The notice itself, or the record that the message is about; its id stands in the message. */
function enclosureOf({ kind, props }: Message, copy: Copy): DueDocument | null {
  const { noticeId, documentId } = copy;
  if (kind === 'notice') return { kind: 'form', subjectId: documentId, noticeId };
  const enclosed = ENCLOSED[kind];
  const subjectId = props[enclosed?.id ?? ''];
  return enclosed && typeof subjectId === 'string'
    ? { kind: enclosed.document, subjectId, noticeId }
    : null;
}

const ENCLOSED: Partial<Record<MessageKind, { document: KeptDocument; id: string }>> = {
  silence: { document: 'silence', id: 'silenceId' },
  annulled: { document: 'annulment', id: 'silenceId' },
  decided: { document: 'supervision', id: 'supervisionId' },
};

function dutyProps({ rule }: Duty): DutyProps {
  const period = rule.dueOn ? byDateInWords(rule.dueOn) : periodOfDuty(rule);
  const fromService = rule.period !== null && rule.startsOn === 'service';
  return {
    action: rule.action.zh,
    actionEn: rule.action.en,
    period: period.zh,
    periodEn: period.en,
    basis: `${rule.clause ?? '系统设定'}${READING[rule.reading]}`,
    verb: fromService ? VERB[rule.dischargedBy] : '',
    begins: rule.period === null || rule.dueOn ? null : fromService ? 'service' : 'later',
  };
}

function dueProps(duty: Duty | null, text: Bilingual | undefined): DueProps {
  return {
    duty: duty?.rule.action.zh ?? '',
    dutyEn: duty?.rule.action.en ?? '',
    dueOn: duty?.dueOn ? dateInWords(duty.dueOn) : '',
    sentence: text?.zh ?? '',
    sentenceEn: text?.en ?? '',
  };
}

/** `2026年9月30日 09:30` in Beijing time. */
function instantInWords(iso: string): string {
  const instant = new Date(iso);
  const [year, month, day] = localDateOf(instant).split('-').map(Number);
  const time = instant.toLocaleTimeString('zh-CN', {
    timeZone: 'Asia/Shanghai',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  });
  return `${year}年${month}月${day}日 ${time}`;
}
