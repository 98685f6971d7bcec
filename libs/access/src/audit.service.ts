import { userInfo } from 'node:os';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Clock, Problem } from '#platform';
import { Repository } from 'typeorm';
import { AuditEntry, type AuditOutcome } from './audit.entity.js';

const PAGE_SIZE = 50;
const LONGEST_TEXT = 500;

export interface Audited {
  who: string;
  name?: string;
  act: string;
  subject: string;
  detail?: string;
  ip?: string;
  outcome: AuditOutcome;
}

export interface AuditFilter {
  who?: string | undefined;
  act?: string | undefined;
  /** From this instant on. */
  from?: Date | undefined;
  /** Before this instant. */
  until?: Date | undefined;
}

/** The record of who did what. */
@Injectable()
export class AuditService {
  constructor(
    @InjectRepository(AuditEntry) private readonly entries: Repository<AuditEntry>,
    private readonly clock: Clock,
  ) {}

  async record(audited: Audited): Promise<void> {
    const { who, name = '', act, subject, detail = '', ip = '', outcome } = audited;
    const [short, note] = [subject, detail].map((text) => text.slice(0, LONGEST_TEXT));
    await this.entries.insert({
      ...{ at: this.clock.now(), who, name, act, ip, outcome },
      ...{ subject: short ?? '', detail: note ?? '' },
    });
  }

  /** What somebody did on the command line of the server. */
  async recordCommand(act: string, subject: string, detail = ''): Promise<void> {
    const who = `cli:${userInfo().username}`;
    await this.record({ who, act, subject, detail, outcome: 'done' });
  }

  /** A page, the latest first; `cursor` is `next` of the page before. */
  async page(
    filter: AuditFilter,
    cursor: string | null,
  ): Promise<{ items: AuditEntry[]; next: string | null }> {
    const query = this.entries.createQueryBuilder('audit');
    if (filter.who) query.andWhere('audit.who = :who', filter);
    if (filter.act) query.andWhere('audit.act = :act', filter);
    if (filter.from) query.andWhere('audit.at >= :from', filter);
    if (filter.until) query.andWhere('audit.at < :until', filter);
    if (cursor !== null) query.andWhere('(audit.at, audit.id) < (:at, :id)', readCursor(cursor));
    query.orderBy('audit.at', 'DESC').addOrderBy('audit.id', 'DESC');
    const found = await query.limit(PAGE_SIZE + 1).getMany();
    const items = found.slice(0, PAGE_SIZE);
    const last = items.at(-1);
    const more = found.length > PAGE_SIZE && last;
    return { items, next: more ? `${last.at.getTime()}-${last.id}` : null };
  }
}

function readCursor(cursor: string): { at: Date; id: string } {
  const match = /^(\d{1,15})-(\d{1,18})$/.exec(cursor);
  if (!match) {
    throw Problem.field(
      'cursor',
      '请原样使用上一页给出的地址',
      'Use the address of the page before',
    );
  }
  return { at: new Date(Number(match[1])), id: match[2] ?? '' };
}
