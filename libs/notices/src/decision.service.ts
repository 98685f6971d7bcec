import { Injectable } from '@nestjs/common';
import { DirectoryService } from '#agencies';
import { isPlainDate, localDateOf } from '#calendar';
import { Clock, type FieldProblem, insertRows, newId, Problem } from '#platform';
import type { EntityManager } from 'typeorm';
import { AudienceService } from './audience.service.js';
import { CopyRecorder } from './copy-recorder.service.js';
import type { CopyEvent, CopyState } from './copy.rules.js';
import { Decision, DECISIONS, type DecisionKind, type Duty } from './duty.entities.js';
import type { NewMessage } from './outbox.service.js';
import { documentNumber, takeNumbers } from './numbers.js';
import { issuerOf } from './send.service.js';
import { StandingService } from './standing.service.js';

export interface DecisionForm {
  kind: DecisionKind;
  /** Required for extend, excuse and supervise. */
  dutyId?: string | undefined;
  reason: string;
  /** The paper on which the decision rests. */
  documentNumber: string;
  /** For extend. */
  workingDays?: number | undefined;
  /** For supervise: the new date. */
  dueOn?: string | undefined;
}

/** 督办 numbers are of the secretariat: 启联办督〔2026〕1号. */
const SUPERVISION_WORD = '督';

const SAYS: Record<DecisionKind, string> = {
  extend: '延长办理期限',
  excuse: '因特殊情况免除',
  'uphold-outside-remit': '确认不属本单位职责',
  'return-outside-remit': '不认可不属本单位职责的主张，请继续办理',
  supervise: '列入督办',
};

/** The secretariat's decisions: a person's, with a reason and a document, appended, never automatic. */
@Injectable()
export class DecisionService {
  constructor(
    private readonly clock: Clock,
    private readonly recorder: CopyRecorder,
    private readonly audience: AudienceService,
    private readonly directory: DirectoryService,
    private readonly standing: StandingService,
  ) {}

  /** @throws Problem 404, 409 where the state does not allow it, 422 */
  async decide(
    copyId: string,
    officer: { username: string; name: string },
    form: DecisionForm,
  ): Promise<Decision> {
    const problems = this.#check(form);
    if (problems.length > 0) throw Problem.invalid('决定有需要更正之处。', problems);
    const actor = `officer:${officer.username} ${officer.name}`;
    let decided: Decision | null = null;
    await this.recorder.record({
      copyId,
      actor,
      decide: async (state, manager) => {
        const event = this.#eventOf(state, form);
        const decision = Object.assign(new Decision(), {
          id: newId(),
          kind: form.kind,
          noticeId: state.copy.noticeId,
          copyId,
          dutyId: form.dutyId ?? null,
          reason: form.reason.trim(),
          person: `${officer.name}（${officer.username}）`,
          documentNumber: form.documentNumber.trim(),
          number: form.kind === 'supervise' ? await this.#number(manager) : null,
          dueOn: form.dueOn ?? null,
          decidedAt: this.clock.now(),
        });
        await insertRows(manager, 'decision', [{ ...decision }]);
        decided = decision;
        return {
          events: [event],
          data: { decisionId: decision.id, reason: decision.reason, number: decision.number },
          explanation: `${SAYS[form.kind]}：${decision.reason}`,
          documentNumber: decision.documentNumber,
          messages: await this.#tell(manager, state, decision),
        };
      },
    });
    if (!decided) throw Problem.notFound('The copy');
    return decided;
  }

  #check(form: DecisionForm): FieldProblem[] {
    const problems: FieldProblem[] = [];
    if (!DECISIONS.includes(form.kind)) problems.push({ field: 'kind', problem: '请选择决定' });
    if (!form.reason.trim()) problems.push({ field: 'reason', problem: '请写明理由' });
    if (!form.documentNumber.trim()) {
      problems.push({ field: 'documentNumber', problem: '请填写依据的文件或会议纪要文号' });
    }
    const ofDuty = ['extend', 'excuse', 'supervise'].includes(form.kind);
    if (ofDuty && !form.dutyId) problems.push({ field: 'dutyId', problem: '请选择针对哪一项义务' });
    const days = form.workingDays;
    if (form.kind === 'extend' && (!Number.isInteger(days) || !days || days < 1 || days > 60)) {
      problems.push({ field: 'workingDays', problem: '请填写1至60个工作日' });
    }
    if (form.kind === 'supervise') {
      const today = localDateOf(this.clock.now());
      if (!isPlainDate(form.dueOn) || form.dueOn < today) {
        problems.push({ field: 'dueOn', problem: `请填写今天（${today}）或以后的日期` });
      }
    }
    return problems;
  }

  #eventOf(state: CopyState, form: DecisionForm): CopyEvent {
    switch (form.kind) {
      case 'extend': {
        const duty = openDuty(state, form.dutyId);
        if (duty.dueOn === null) throw Problem.field('dutyId', '此项义务没有期限，无从延长');
        return { type: 'duty-extended', dutyId: duty.id, workingDays: form.workingDays ?? 0 };
      }
      case 'excuse':
        return { type: 'duty-excused', dutyId: openDuty(state, form.dutyId).id };
      case 'supervise':
        return {
          type: 'duty-supervised',
          dutyId: openDuty(state, form.dutyId).id,
          dueOn: form.dueOn ?? '',
        };
      case 'uphold-outside-remit':
      case 'return-outside-remit':
        if (state.copy.remit !== 'claimed-outside') {
          throw Problem.conflict('no-remit-claim', '该单位没有待决定的“不属本单位职责”主张。');
        }
        return form.kind === 'uphold-outside-remit'
          ? { type: 'remit-upheld' }
          : {
              type: 'remit-returned',
              returnedOn: localDateOf(this.clock.now()),
              workingDays: this.standing.rulebook.returnedReplyWorkingDays,
            };
    }
  }

  async #number(manager: EntityManager): Promise<string> {
    const agencies = await this.directory.all();
    const secretariat = agencies.find((agency) => agency.role === 'secretariat');
    if (!secretariat) throw Problem.conflict('no-secretariat', '名录中没有联席会议办公室。');
    const year = Number(localDateOf(this.clock.now()).slice(0, 4));
    const serials = await takeNumbers(manager, secretariat.id, [SUPERVISION_WORD], year);
    return documentNumber(
      (secretariat.word ?? '') + SUPERVISION_WORD,
      year,
      serials.get(SUPERVISION_WORD) ?? 0,
    );
  }

  async #tell(
    manager: EntityManager,
    { copy }: CopyState,
    decision: Decision,
  ): Promise<NewMessage[]> {
    const issuer = await issuerOf(manager, copy.noticeId);
    const addressees = await this.audience.of(manager, copy, issuer, ['agency', 'issuer']);
    const { id, kind, reason, dueOn, dutyId } = decision;
    const says = decision.number ? `${SAYS[kind]}（${decision.number}）` : SAYS[kind];
    return addressees.map(({ address, linkId }) => ({
      kind: 'decided',
      noticeId: copy.noticeId,
      copyId: copy.id,
      linkId,
      address,
      props: { decision: says, reason, dueOn, dutyId },
      once: `decision:${id}:${address}`,
    }));
  }
}

function openDuty({ duties }: CopyState, id: string | undefined): Duty {
  const duty = duties.find((one) => one.id === id);
  if (!duty) throw Problem.field('dutyId', '请选择该单位的一项义务');
  if (duty.state !== 'running') throw Problem.conflict('duty-ended', '此项义务未开始或已了结。');
  return duty;
}
