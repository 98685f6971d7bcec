import type { Agency, Extent } from '#agencies';
import {
  type AreaUnit,
  type AttachmentRef,
  checkContradictions,
  type IssueRequest,
  type Notice,
  readPoint,
  squareMetresOf,
} from '#notices';
import { type FieldProblem, Problem } from '#platform';
import type { Kind } from '#rulebook';
import { NoticeDto } from '../../api/notice.dto.js';
import { type Recipient, isServed, recipientKey, recipientsOf } from './recipients.js';
import { ShapePipe } from '../../http/validation.pipe.js';
import { beijingTime, typedBeijingTime } from '../../views/beijing-time.js';

export type Typed = Record<string, string>;

/** What a form is checked against beside its own words. */
export interface Surroundings {
  /** Within what the city lies; null where the directory does not say. */
  extent: Extent | null;
  now: Date;
}

/** Where a form asks for what the API calls by a path. */
const FIELDS: Partial<Record<string, string>> = {
  'facts.place.code': 'placeCode',
  'facts.place.text': 'placeText',
  'facts.place.point': 'point',
  'facts.place.polygon': 'point',
  'facts.place': 'placeText',
  'facts.area.total': 'areaTotal',
  'facts.area.arable': 'areaArable',
  'facts.area.permanentBasicFarmland': 'areaBasic',
  'facts.area': 'areaTotal',
  'facts.party.name': 'partyName',
  'facts.party.kind': 'partyKind',
  'facts.party.phone': 'partyPhone',
  'facts.party.idNumber': 'partyId',
  'facts.party.address': 'partyAddress',
  'facts.party': 'partyName',
  'facts.contact.name': 'contactName',
  'facts.contact.phone': 'contactPhone',
  'facts.contact': 'contactName',
  choose: 'serve',
  leaveOut: 'serve',
  attachments: 'files',
};

const EMPTY = { problem: '请填写本项', en: 'Please fill this in' };

/** The name of the form's field that an API path is about. */
export function fieldOf(path: string, leftOut: readonly string[] = []): string {
  const left = /^leaveOut\.(\d+)\./.exec(path);
  if (left) return `reason-${leftOut[Number(left[1])] ?? ''}`;
  for (let rest = path; rest !== ''; rest = rest.slice(0, Math.max(0, rest.lastIndexOf('.')))) {
    const known = FIELDS[rest];
    if (known !== undefined) return known;
  }
  return path.replace(/^facts\./, '').split('.')[0] ?? path;
}

/** Checks shapes and formats by the classes of the API. @throws Problem 422 with paths of the API */
export async function shapeOf(body: object): Promise<IssueRequest> {
  const plain: unknown = JSON.parse(JSON.stringify(body));
  const request: unknown = await new ShapePipe().transform(plain, {
    type: 'body',
    metatype: NoticeDto,
  });
  return JSON.parse(JSON.stringify(request)) as IssueRequest;
}

/**
 * What a form holds, as a request. Problems name fields of the form; where there are any, `request`
 * is null.
 */
export async function requestOf(
  typed: Typed,
  attachments: AttachmentRef[],
  kind: Kind,
  issuer: Pick<Agency, 'town'>,
  around: Surroundings,
): Promise<{ request: IssueRequest | null; problems: FieldProblem[] }> {
  const own: FieldProblem[] = [];
  const body = bodyOf(typed, attachments, kind, issuer, around.extent, own);
  const leftOut = body.leaveOut.map(recipientKey);
  // What this kind demands, and no shape does: said at once with all else that is wrong.
  for (const key of kind.requiredFacts) {
    if (body.facts[key] === undefined) own.push({ field: fieldOf(`facts.${key}`), ...EMPTY });
  }
  // So is what contradicts itself: a form that is wrong in two places says both.
  const contradictions = checkContradictions(body.facts, kind, around).map((one) => ({
    ...one,
    field: fieldOf(one.field),
  }));
  try {
    const request = await shapeOf(body);
    return own.length > 0
      ? { request: null, problems: [...own, ...contradictions] }
      : { request, problems: [] };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return {
      request: null,
      problems: formProblems(error, typed, leftOut, [...contradictions, ...own]),
    };
  }
}

/** Problems of the API by the form's fields, one a field; an empty box is told so in plain words. */
export function formProblems(
  error: Problem,
  typed: Typed,
  leftOut: readonly string[],
  own: FieldProblem[] = [],
): FieldProblem[] {
  const found = error.fields.map(({ field: path, problem, en }): FieldProblem => {
    const field = fieldOf(path, leftOut);
    // In the words of the API it names the codes of those to choose from; the form shows them.
    if (path === 'choose') {
      return { field, problem: '请至少选定一个受送达单位', en: 'Choose at least one recipient' };
    }
    if (field.startsWith('reason-')) {
      return { field, problem: '不发给应发单位的，须说明理由', en: 'State why it is left out' };
    }
    if ((typed[field] ?? '') === '' && field !== 'serve' && field !== 'files') {
      return { field, ...EMPTY };
    }
    return { field, problem, en: en ?? problem };
  });
  const byField = new Map([...own, ...found].map((one) => [one.field, one]));
  if (byField.size === 0) return error.forForm;
  return [...byField.values()];
}

function bodyOf(
  typed: Typed,
  attachments: AttachmentRef[],
  kind: Kind,
  issuer: Pick<Agency, 'town'>,
  extent: Extent | null,
  problems: FieldProblem[],
) {
  const text = (name: string) => {
    const given = typed[name]?.trim() ?? '';
    return given === '' ? undefined : given;
  };
  const unit: AreaUnit = typed.areaUnit === 'mu' ? 'mu' : 'm2';
  const area = (name: string) => {
    const given = text(name);
    return given === undefined ? undefined : (squareMetresOf(given, unit) ?? Number.NaN);
  };
  const instant = (name: string) => {
    const given = text(name);
    return given && beijingTime(given);
  };
  const town = issuer.town ?? text('town');
  const recipients = recipientsOf(kind);
  const serve = typed.serve?.split('\n') ?? [];
  const party = {
    name: text('partyName'),
    kind: text('partyKind'),
    phone: text('partyPhone'),
    idNumber: text('partyId'),
    address: text('partyAddress'),
  };
  const { name, phone, idNumber, address } = party;
  return {
    kind: kind.key,
    ...(issuer.town === null ? { town } : {}),
    facts: {
      project: text('project'),
      description: text('description'),
      party: (name ?? phone ?? idNumber ?? address) ? party : undefined,
      place: {
        code: text('placeCode') ?? town,
        text: text('placeText'),
        point: pointOf(text('point'), extent, problems),
        polygon: text('polygon') && (JSON.parse(text('polygon') ?? 'null') as unknown),
      },
      area: {
        total: area('areaTotal'),
        arable: area('areaArable'),
        permanentBasicFarmland: area('areaBasic'),
      },
      stage: text('stage'),
      source: text('source'),
      severity: text('severity') ?? 'ordinary',
      villagersHouse: typed.villagersHouse === '1',
      plotNumber: text('plotNumber'),
      discoveredAt: instant('discoveredAt'),
      stopFailedAt: instant('stopFailedAt'),
      contact: { name: text('contactName'), phone: text('contactPhone') },
    },
    attachments,
    leaveOut:
      typed.serveAsked === '1'
        ? recipients
            .filter((one) => !one.optional && !isServed(one, serve))
            .map(({ key, role, level }) => ({
              ...{ role, ...(level ? { level } : {}) },
              reason: typed[`reason-${key}`]?.trim() ?? '',
            }))
        : [],
    choose: recipients
      .filter((one) => one.optional && isServed(one, serve))
      .map(({ role }) => role),
  };
}

function pointOf(typed: string | undefined, extent: Extent | null, problems: FieldProblem[]) {
  if (typed === undefined) return undefined;
  const read = readPoint(typed, extent);
  if ('point' in read) return read.point;
  problems.push({ field: 'point', problem: read.problem, en: read.en });
  return undefined;
}

/** The facts of a notice as a form would hold them: for one that was sent back. */
export function typedOf({ facts, town, leftOut, chosen }: Notice, kind: Kind): Typed {
  const { place, area, party, contact } = facts;
  const reasonOf = ({ role, level }: Recipient) =>
    leftOut.find((left) => left.role === role && (!left.level || !level || left.level === level))
      ?.reason;
  const recipients = recipientsOf(kind);
  const served = recipients.filter((one) =>
    one.optional ? chosen.includes(one.role) : reasonOf(one) === undefined,
  );
  const given: Record<string, string | undefined> = {
    town: town ?? undefined,
    discoveredAt: typedBeijingTime(facts.discoveredAt),
    stopFailedAt: facts.stopFailedAt && typedBeijingTime(facts.stopFailedAt),
    source: facts.source,
    plotNumber: facts.plotNumber,
    placeText: place.text,
    placeCode: place.code === town ? undefined : place.code,
    point: place.point && `${place.point.longitude}, ${place.point.latitude}`,
    polygon: place.polygon && JSON.stringify(place.polygon),
    project: facts.project,
    stage: facts.stage,
    description: facts.description,
    areaUnit: 'm2',
    areaTotal: String(area.total),
    areaArable: String(area.arable),
    areaBasic: String(area.permanentBasicFarmland),
    partyName: party?.name,
    partyKind: party?.kind,
    partyPhone: party?.phone,
    partyId: party?.idNumber,
    partyAddress: party?.address,
    severity: facts.severity,
    villagersHouse: facts.villagersHouse ? '1' : undefined,
    contactName: contact.name,
    contactPhone: contact.phone,
    serveAsked: '1',
    serve: served.map(({ key }) => key).join('\n'),
    ...Object.fromEntries(recipients.map((one) => [`reason-${one.key}`, reasonOf(one)])),
  };
  return Object.fromEntries(
    Object.entries(given).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
}
