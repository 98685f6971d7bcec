import type { Agency, Cover, Region } from '#agencies';
import { type Role, ROLE_LABELS } from '#rulebook';
import { type ConsoleContext, ConsoleFrame } from '../console-frame.js';
import { DirectoryTabs } from './directory.page.js';

export interface TownCover {
  region: Region;
  covers: Cover<Agency>[];
}

const isGap = ({ units }: Cover<Agency>) => units.length === 0;

/** Which role is missing in which town, and who stands in for it. */
export function CoveragePage(props: {
  context: ConsoleContext;
  roles: Role[];
  towns: TownCover[];
}) {
  const { context, roles, towns } = props;
  const { t, pick } = context;
  const gaps = towns.flatMap(({ region, covers }) =>
    covers.filter(isGap).map((cover) => ({ region, cover })),
  );
  const nobody = gaps.filter(({ cover }) => cover.standIns.length === 0);
  const title = t('缺位与代管', 'Gaps, and who stands in');
  return (
    <ConsoleFrame context={context} title={title}>
      <h1>
        {title}
        {t(' ', '')}
        <span class="number">
          {t(
            `${gaps.length} 处，其中 ${nobody.length} 处无人代管`,
            `: ${gaps.length}, of which ${nobody.length} without a stand-in`,
          )}
        </span>
      </h1>
      <DirectoryTabs context={context} here="coverage" />
      <p class="prose">
        {t(
          '规则文件要求每个镇园有下列单位。镇园没有的，由市级同类单位代收（政府除外）。',
          'The rulebook asks these units of every town. Where a town has none, the city’s unit of the same role is served in its place; a government has no stand-in.',
        )}
      </p>
      {towns.length === 0 ? (
        <p class="empty">{t('名录里还没有镇园。', 'The directory has no region yet.')}</p>
      ) : (
        <div class="table-wrap scrolls" tabIndex={0} role="region" aria-label={title}>
          <table class="rows matrix">
            <thead>
              <tr>
                <th scope="col">{t('镇园', 'Town')}</th>
                {roles.map((role) => (
                  <th scope="col">{pick(ROLE_LABELS[role])}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {towns.map(({ region, covers }) => (
                <tr>
                  <th scope="row">{t(region.nameZh, region.nameEn)}</th>
                  {covers.map((cover) => (
                    <Cell cover={cover} context={context} />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {gaps.length > 0 && (
        <>
          <h2>{t('缺位清单', 'The gaps')}</h2>
          <ul class="gaps">
            {towns
              .filter(({ covers }) => covers.some(isGap))
              .map(({ region, covers }) => (
                <li>
                  <a href={`/console/directory?town=${region.code}`}>
                    {t(region.nameZh, region.nameEn)}
                  </a>
                  {t('：', ': ')}
                  {covers
                    .filter(isGap)
                    .map(
                      ({ role, standIns }) =>
                        `${pick(ROLE_LABELS[role])} → ${
                          standIns.map((unit) => t(unit.nameZh, unit.nameEn)).join(t('、', ', ')) ||
                          t('无人代管', 'nobody')
                        }`,
                    )
                    .join(t('；', '; '))}
                </li>
              ))}
          </ul>
        </>
      )}
    </ConsoleFrame>
  );
}

function Cell({ cover, context }: { cover: Cover<Agency>; context: ConsoleContext }) {
  const { t } = context;
  const { units, standIns } = cover;
  const names = [...units, ...standIns]
    .map((unit) => t(unit.nameZh, unit.nameEn))
    .join(t('、', ', '));
  if (units.length > 0) {
    return (
      <td class="urgency-green" title={names}>
        ● {units.length > 1 ? units.length : t('有', 'yes')}
      </td>
    );
  }
  if (standIns.length > 0) {
    return (
      <td class="urgency-amber" title={names}>
        ◑ {t('市代', 'city')}
      </td>
    );
  }
  return <td class="urgency-red">▲ {t('缺', 'none')}</td>;
}
