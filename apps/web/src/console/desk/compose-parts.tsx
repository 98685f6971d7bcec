import { pointInWords, readPoint, SOURCES, squareMetresOf, STAGES } from '#notices';
import { areaWords } from '../../views/case-facts.js';
import { Choices, Field } from '../../views/forms.js';
import { SOURCE_LABELS, STAGE_LABELS } from '../../views/labels.js';
import type { ComposeProps } from './compose-props.js';
import { labelsOf } from './compose-labels.js';
import { SelectField } from './desk-fields.js';

type Props = ComposeProps;

/** What the kind demands beyond what every notice has; the rest is optional or not asked. */
export const demands = ({ kind }: Props, fact: 'area' | 'party' | 'stopFailedAt') =>
  kind.requiredFacts.includes(fact);

export function WhenPart(props: Props) {
  const { form, context } = props;
  const { t, pick } = context;
  const label = labelsOf(context);
  const shared = { form, context };
  return (
    <>
      <h2>{t('发现', 'Discovery')}</h2>
      <Field
        name="discoveredAt"
        label={t('发现时间（北京时间）', 'Discovered at (Beijing time)')}
        kind="datetime-local"
        required
        {...shared}
      />
      <Choices
        name="source"
        label={label.source ?? ''}
        required
        choices={SOURCES.map((value) => ({ value, label: pick(SOURCE_LABELS[value]) }))}
        {...shared}
      />
      <Field
        name="plotNumber"
        label={label.plotNumber ?? ''}
        example={t('卫片检查的图斑才有', 'Only of a satellite inspection')}
        maxLength={60}
        {...shared}
      />
    </>
  );
}

export function PlacePart(props: Props) {
  const { form, context, regions } = props;
  const { t, officer } = context;
  const label = labelsOf(context);
  const shared = { form, context };
  const { town } = officer.agency;
  const own = regions.find(({ code }) => code === town);
  return (
    <>
      <h2>{t('地点', 'Place')}</h2>
      {own ? (
        <p class="example">{t(`${own.nameZh}（${own.code}）`, `${own.nameEn} (${own.code})`)}</p>
      ) : (
        <SelectField
          name="town"
          label={label.town ?? ''}
          required
          options={regions.map(({ code, nameZh, nameEn }) => ({
            value: code,
            label: `${t(nameZh, nameEn)} ${code}`,
          }))}
          {...shared}
        />
      )}
      <Field
        name="placeText"
        label={label.placeText ?? ''}
        required
        example={t('如：吕四港镇三甲村12组，334省道北侧', 'e.g. Group 12, Sanjia Village')}
        maxLength={300}
        {...shared}
      />
      <Field
        name="placeCode"
        label={label.placeCode ?? ''}
        example={t(
          '知道村的12位代码就填；不填按镇（园区）',
          'The 12 digits of the village, if you know them',
        )}
        maxLength={12}
        {...shared}
      />
      <Field
        name="point"
        label={label.point ?? ''}
        example={t(
          '可粘贴：121.6, 32.05；东经121°36′00″ 北纬32°03′00″；CGCS2000',
          'Paste 121.6, 32.05 or 121°36′00″E 32°03′00″N; CGCS2000',
        )}
        maxLength={100}
        {...shared}
      />
      <PointWords {...props} />
    </>
  );
}

/** Shows the point back, so that a turned pair of numbers is seen. */
function PointWords({ form, context, extent }: Props) {
  const typed = form.values.point?.trim() ?? '';
  if (typed === '') return null;
  const read = readPoint(typed, extent);
  if (!('point' in read)) return null;
  const { longitude, latitude } = read.point;
  const numbers = `${longitude.toFixed(6)}, ${latitude.toFixed(6)}`;
  return (
    <p class="read-back">
      {context.t('读作：', 'Read as ')}
      {context.pick(pointInWords(read.point))}
      {context.t(`（${numbers}）`, ` (${numbers})`)}
    </p>
  );
}

export function CasePart(props: Props) {
  const { form, context, kind } = props;
  const { t, pick } = context;
  const label = labelsOf(context);
  const shared = { form, context };
  const mayBeHouse = kind.recipients.some(({ when }) => when === 'villagers-house');
  return (
    <>
      <h2>{t('建设情况', 'The building')}</h2>
      <Field
        name="project"
        label={label.project ?? ''}
        required
        example={t('如：厂房扩建', 'e.g. extension of a workshop')}
        maxLength={200}
        {...shared}
      />
      <SelectField
        name="stage"
        label={label.stage ?? ''}
        required
        options={STAGES.map((value) => ({ value, label: pick(STAGE_LABELS[value]) }))}
        {...shared}
      />
      <Field
        name="description"
        label={label.description ?? ''}
        kind="long-text"
        example={t('如：未经批准扩建厂房，已浇筑地基', 'What is built without approval')}
        maxLength={5000}
        {...shared}
      />
      {mayBeHouse && (
        <label class="form-check">
          <input
            class="form-check-input"
            type="checkbox"
            name="villagersHouse"
            value="1"
            checked={form.values.villagersHouse === '1'}
          />
          <span class="form-check-label">
            {t('涉及农村居民违法建住房', "A villager's own house is concerned")}
          </span>
        </label>
      )}
      <Choices
        name="severity"
        label={label.severity ?? ''}
        required
        choices={[
          { value: 'ordinary', label: t('一般', 'Ordinary') },
          { value: 'major', label: t('重大违法', 'Major') },
        ]}
        {...shared}
      />
      <Field
        name="stopFailedAt"
        label={t('制止无效的时间（北京时间）', 'Stopping failed at (Beijing time)')}
        kind="datetime-local"
        required={demands(props, 'stopFailedAt')}
        example={t(
          '从这时起，本所须在一天内书面报告并抄告',
          'From here your office has one day to report and to copy',
        )}
        {...shared}
      />
    </>
  );
}

export function AreaPart(props: Props) {
  const { form, context } = props;
  const { t } = context;
  const label = labelsOf(context);
  const total = demands(props, 'area')
    ? undefined
    : t('不知道也填 0', '0 also where it is not known');
  return (
    <>
      <h2>{t('面积', 'Area')}</h2>
      <Choices
        name="areaUnit"
        label={t('下面按什么单位填', 'The unit that you use below')}
        required
        choices={[
          { value: 'm2', label: t('平方米', 'Square metres') },
          { value: 'mu', label: t('亩（1亩 ≈ 666.67平方米）', 'Mu (1 mu ≈ 666.67 m²)') },
        ]}
        form={form}
        context={context}
      />
      {['areaTotal', 'areaArable', 'areaBasic'].map((name) => (
        <>
          <Field
            name={name}
            label={label[name] ?? ''}
            required
            example={name === 'areaTotal' ? total : t('没有填 0', '0 where there is none')}
            form={form}
            context={context}
          />
          <AreaWords name={name} form={form} context={context} />
        </>
      ))}
    </>
  );
}

/** In both units, whichever was typed. */
function AreaWords({ name, form, context }: Pick<Props, 'form' | 'context'> & { name: string }) {
  const unit = form.values.areaUnit === 'mu' ? 'mu' : 'm2';
  const metres = squareMetresOf(form.values[name] ?? '', unit);
  return metres === null ? null : <p class="read-back">= {areaWords(metres, context)}</p>;
}
