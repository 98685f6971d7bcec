import { Transform, Type } from 'class-transformer';
import { type NoticeState } from '#notices';
import { type Level, LEVELS, type Role, ROLES } from '#rulebook';
import { AttachmentDto } from './attachment.dto.js';
import { FactsDto } from './facts.dto.js';
import {
  ChoiceField,
  ChoicesField,
  CodeField,
  DateField,
  FlagField,
  ListField,
  NumberField,
  ObjectField,
  TextField,
} from './fields.js';

export const TOWN_FIELD = {
  description: '9-digit code of the town or park',
  example: '320681110',
  pattern: /^\d{9}$/,
  right: { zh: '应为9位镇（园区）区划代码', en: 'The 9-digit code of a town or park' },
};

export class LeaveOutDto {
  @ChoiceField({ description: 'Role of the recipient', of: ROLES, example: 'water' })
  role: Role;

  @ChoiceField({
    description: 'Of which level, where the kind has the role at several; all of them where absent',
    of: LEVELS,
    example: 'town',
    required: false,
  })
  level?: Level;

  @TextField({ description: '不发的理由', example: '该地块未通水', max: 500 })
  reason: string;
}

export class NoticeDto {
  @TextField({ description: 'Key of a kind of the rulebook', example: 'copy-notice', max: 60 })
  kind: string;

  @CodeField({
    ...TOWN_FIELD,
    description: `${TOWN_FIELD.description}; the issuer's own where absent`,
    required: false,
  })
  town?: string;

  @ObjectField(() => FactsDto, { description: 'The case' })
  facts: FactsDto;

  @ListField(() => AttachmentDto, {
    description: 'Photographs and papers, uploaded before',
    max: 50,
    required: false,
  })
  attachments: AttachmentDto[] = [];

  @ListField(() => LeaveOutDto, {
    description: 'Recipients of this kind that are not served, each with a reason',
    max: 20,
    required: false,
  })
  leaveOut: LeaveOutDto[] = [];

  @ChoicesField({
    description: 'Roles chosen among the optional recipients of this kind, e.g. of a case transfer',
    of: ROLES,
    example: [],
    max: 20,
    required: false,
  })
  choose?: Role[];

  @TextField({
    description:
      '起草人: who drafted it; the contact of the case where absent. Another one must approve',
    example: '李所长',
    max: 100,
    required: false,
  })
  drafter?: string;
}

/** In a query everything is text; what is no number or flag stays text and is then refused. */
const asFlag = Transform(({ value }: { value: unknown }) =>
  value === 'true' ? true : value === 'false' ? false : value,
);

export class DryRunQuery {
  @FlagField({
    description: '`true`: answers what would be served to whom with which duties; writes nothing',
    example: true,
    required: false,
  })
  @asFlag
  dryRun?: boolean;
}

export class PageQuery {
  @TextField({
    description: '`next` of the page before',
    example: '0199a3c2-5a0b-7cc1-8f2e-0242ac120002',
    max: 100,
    required: false,
  })
  cursor?: string;

  @NumberField({
    description: 'Items a page',
    example: 20,
    min: 1,
    max: 100,
    default: 20,
    required: false,
  })
  @Type(() => Number)
  limit = 20;
}

const STATES: NoticeState[] = ['awaiting-approval', 'issued', 'withdrawn'];

export class NoticesQuery extends PageQuery {
  @ChoiceField({ description: 'State', of: STATES, example: 'issued', required: false })
  state?: NoticeState;

  @FlagField({ description: 'Only with a duty that is overdue', example: true, required: false })
  @asFlag
  overdue?: boolean;

  @TextField({
    description: 'Code of a recipient in the directory',
    example: 'lvsi-power',
    max: 100,
    required: false,
  })
  agency?: string;

  @CodeField({ ...TOWN_FIELD, required: false })
  town?: string;

  @DateField({
    description: 'Created on this day or later',
    example: '2026-09-01',
    required: false,
  })
  from?: string;

  @DateField({
    description: 'Created on this day or earlier',
    example: '2026-09-30',
    required: false,
  })
  to?: string;

  @TextField({
    description:
      'Words of which each is in project, party, place or plot number, or is (a part of) a document number: ' +
      '`王五`, `吕抄〔2026〕17号`, `17`. A single character finds what begins with it',
    example: '水产',
    max: 100,
    required: false,
  })
  text?: string;
}
