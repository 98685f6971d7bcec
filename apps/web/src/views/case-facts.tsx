import type { AttachmentRef, Facts, Notice } from '#notices';
import type { PageContext } from './context.js';
import { Instant } from './dates.js';
import { SOURCE_LABELS, STAGE_LABELS } from './labels.js';

const MU_PER_SQUARE_METRE = 0.0015;

/** 2,133.33 m²（3.20 亩） */
export function areaWords(squareMetres: number, { t }: PageContext): string {
  const metres = squareMetres.toLocaleString('en-US', {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
  const mu = (squareMetres * MU_PER_SQUARE_METRE).toFixed(2);
  return t(`${metres} m²（${mu} 亩）`, `${metres} m² (${mu} mu)`);
}

/** For two columns of a sheet: square metres, and 亩; neither where there is no parcel. */
export const areaCells = (squareMetres: number): [number | null, number | null] =>
  squareMetres > 0
    ? [squareMetres, Number((squareMetres * MU_PER_SQUARE_METRE).toFixed(2))]
    : [null, null];

/** Place and area in one line; what is about no parcel has no area. */
export function placeWords({ place, area }: Facts, context: PageContext): string {
  return area.total > 0 ? `${place.text} · ${areaWords(area.total, context)}` : place.text || '—';
}

/**
 * What the case is about. Of the party only the name: an agency needs neither number, phone nor
 * address of it to act on the place.
 */
export function CaseFacts(props: { notice: Notice; filesAt: string; context: PageContext }) {
  const { notice, filesAt, context } = props;
  const { t } = context;
  const { facts } = notice;
  // A task that a meeting assigns need not be about a parcel; of any other case the area may be unknown.
  const parcel = facts.area.total > 0 || notice.kind !== 'meeting-assignment';
  return (
    <dl class="facts">
      <dt>{t('项目', 'Project')}</dt>
      <dd>{facts.project}</dd>
      <dt>{t('地点', 'Place')}</dt>
      <dd>
        {facts.place.text}
        {facts.place.point && (
          <span class="example d-block">
            {t('东经', 'E ')} {facts.place.point.longitude.toFixed(5)}° {t('北纬', 'N ')}{' '}
            {facts.place.point.latitude.toFixed(5)}° (CGCS2000)
          </span>
        )}
      </dd>
      {parcel && <Parcel facts={facts} context={context} />}
      {!parcel && facts.description && (
        <>
          <dt>{t('事由', 'Subject')}</dt>
          <dd class="text">{facts.description}</dd>
        </>
      )}
      {facts.party && (
        <>
          <dt>{t('当事人', 'Party')}</dt>
          <dd>{facts.party.name}</dd>
        </>
      )}
      {notice.plotNumber && (
        <>
          <dt>{t('图斑编号', 'Plot')}</dt>
          <dd>{notice.plotNumber}</dd>
        </>
      )}
      {parcel && <Discovery facts={facts} context={context} />}
      {notice.attachments.length > 0 && (
        <>
          <dt>
            {t(`附件（${notice.attachments.length}）`, `Files (${notice.attachments.length})`)}
          </dt>
          <dd>
            <Files files={notice.attachments} at={filesAt} />
          </dd>
        </>
      )}
    </dl>
  );
}

interface PartProps {
  facts: Facts;
  context: PageContext;
}

function Parcel({ facts, context }: PartProps) {
  const { t, pick } = context;
  return (
    <>
      {facts.area.total > 0 && (
        <>
          <dt>{t('面积', 'Area')}</dt>
          <dd class="figures">
            {areaWords(facts.area.total, context)}
            <span class="d-block">
              {t('其中耕地 ', 'arable ')} {areaWords(facts.area.arable, context)}
            </span>
            <span class="d-block">
              {t('永久基本农田 ', 'permanent basic farmland ')}{' '}
              {areaWords(facts.area.permanentBasicFarmland, context)}
            </span>
          </dd>
        </>
      )}
      <dt>{t('建设情况', 'Stage')}</dt>
      <dd>
        {pick(STAGE_LABELS[facts.stage])}
        {facts.description && <span class="d-block text">{facts.description}</span>}
      </dd>
    </>
  );
}

function Discovery({ facts, context }: PartProps) {
  const { t, pick } = context;
  return (
    <>
      <dt>{t('来源', 'Source')}</dt>
      <dd>{pick(SOURCE_LABELS[facts.source])}</dd>
      <dt>{t('发现', 'Discovered')}</dt>
      <dd>
        <Instant at={facts.discoveredAt} context={context} />
        {facts.stopFailedAt && (
          <span class="d-block">
            {t('制止无效 ', 'Stopping failed ')}
            <Instant at={facts.stopFailedAt} context={context} />
          </span>
        )}
      </dd>
    </>
  );
}

/** Links to attachments; `at` is the address above `/files/<digest>`. */
export function Files({ files, at }: { files: AttachmentRef[]; at: string }) {
  return (
    <ul class="files">
      {files.map(({ digest, name }) => (
        <li>
          <a href={`${at}/files/${digest}`}>{name}</a>
        </li>
      ))}
    </ul>
  );
}
