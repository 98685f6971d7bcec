import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Clock, newId, Problem } from '#platform';
import { type FindOptionsWhere, MoreThan, Repository } from 'typeorm';
import { Officer, type OfficerRole } from './access.entities.js';
import { PasswordService } from './password.service.js';
import { SessionService } from './session.service.js';
import { TotpService } from './totp.service.js';

const PAGE_SIZE = 50;
const USERNAME = /^[a-z\d][a-z\d._-]{1,31}$/;

export interface NewOfficer {
  agencyId: string;
  username: string;
  name: string;
  position: string;
  role: OfficerRole;
  password: string;
  /** True where somebody else knows it. */
  mustChangePassword?: boolean;
}

export type OfficerChange = Pick<NewOfficer, 'agencyId' | 'name' | 'position' | 'role'>;

/** People who sign in to the console, and what an operator does for them. */
@Injectable()
export class OfficerService {
  constructor(
    @InjectRepository(Officer) private readonly officers: Repository<Officer>,
    private readonly passwords: PasswordService,
    private readonly totp: TotpService,
    private readonly sessions: SessionService,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem 422 where something is missing or the username is taken */
  async create(person: NewOfficer): Promise<Officer> {
    const { password, mustChangePassword = false, ...rest } = person;
    if (!USERNAME.test(rest.username)) {
      throw Problem.field(
        'username',
        '用户名为2至32个小写字母、数字、点、横线或下划线',
        '2 to 32 lower-case letters, digits, dots, hyphens or underscores',
      );
    }
    const officer = this.officers.create({
      id: newId(),
      ...rest,
      passwordHash: await this.passwords.hashInitial(password),
      active: true,
      ...{ failedSignIns: 0, failedCodes: 0, lockedUntil: null },
      ...{ mustChangePassword, passwordChangedAt: this.clock.now(), lastSignedInAt: null },
      ...{ totpSecret: null, totpPending: null, totpLastStep: null },
    });
    const inserted = await this.officers
      .createQueryBuilder()
      .insert()
      .values(officer)
      .orIgnore()
      .returning('id')
      .execute();
    if ((inserted.raw as unknown[]).length === 0) {
      throw Problem.field('username', '此用户名已有人使用', 'This user name is taken');
    }
    return officer;
  }

  /** A page by username, with agencies. */
  async page(
    filter: { role?: OfficerRole | undefined },
    after: string | null,
  ): Promise<{ items: Officer[]; next: string | null }> {
    const where: FindOptionsWhere<Officer> = {};
    if (filter.role) where.role = filter.role;
    if (after !== null) where.username = MoreThan(after);
    const found = await this.officers.find({
      where,
      relations: { agency: true },
      order: { username: 'ASC' },
      take: PAGE_SIZE + 1,
    });
    const items = found.slice(0, PAGE_SIZE);
    const last = items.at(-1);
    return { items, next: found.length > PAGE_SIZE && last ? last.username : null };
  }

  /** @throws Problem 404 */
  async byUsername(username: string): Promise<Officer> {
    const found = await this.officers.findOne({ where: { username }, relations: { agency: true } });
    if (!found) throw Problem.notFound('该人员', 'The officer');
    return found;
  }

  /** What is on record of somebody who may not exist, for the audit. */
  async named(username: string): Promise<Pick<Officer, 'username' | 'name'> | null> {
    return this.officers.findOne({ where: { username }, select: { username: true, name: true } });
  }

  /** Nobody changes the own role: an operator cannot lock everybody out by mistake. */
  async change(officer: Officer, change: OfficerChange, by: Officer): Promise<void> {
    if (officer.id === by.id && change.role !== officer.role) throw notOneself();
    await this.officers.update(officer.id, change);
  }

  /** Out at once, and not in again; the name stays, because documents and the audit bear it. */
  async deactivate(officer: Officer, by: Officer): Promise<void> {
    if (officer.id === by.id) throw notOneself();
    await this.officers.update(officer.id, { active: false });
    await this.sessions.endAll(officer.id);
  }

  /** In again, with a new password. */
  async reactivate(officer: Officer): Promise<string> {
    await this.officers.update(officer.id, { active: true });
    return this.passwords.reset(officer.id);
  }

  async resetPassword(officer: Officer): Promise<string> {
    return this.passwords.reset(officer.id);
  }

  async resetTotp(officer: Officer): Promise<void> {
    await this.totp.remove(officer.id);
    await this.sessions.endAll(officer.id);
  }

  async unlock(officer: Officer): Promise<void> {
    await this.officers.update(officer.id, { lockedUntil: null, failedSignIns: 0, failedCodes: 0 });
  }
}

const notOneself = () =>
  Problem.conflict(
    'oneself',
    '不能停用自己或更改自己的岗位，请由另一位管理员办理。',
    'Nobody deactivates or changes the role of oneself: ask another operator.',
  );
