import { type Officer, OFFICER_ROLES, type OfficerRole } from '#access';
import { withQuery } from '../../views/context.js';
import { Instant } from '../../views/dates.js';
import { type ConsoleContext, ConsoleFrame } from '../console-frame.js';
import { OFFICER_ROLE_LABELS } from '../officer-role-labels.js';
import { Filters, Pager } from '../table-parts.js';

const PATH = '/console/operator/officers';

/** Locked at this moment. */
export const isLocked = ({ lockedUntil }: Officer, now: Date) =>
  lockedUntil !== null && lockedUntil > now;

export function OfficerState(props: { officer: Officer; now: Date; context: ConsoleContext }) {
  const { officer, now, context } = props;
  const { t } = context;
  if (!officer.active) {
    return <span class="standing urgency-grey">{t('已停用', 'deactivated')}</span>;
  }
  if (isLocked(officer, now)) {
    return <span class="standing urgency-red">{t('已锁定', 'locked')}</span>;
  }
  if (officer.mustChangePassword) {
    return <span class="standing urgency-amber">{t('待改初始密码', 'initial password')}</span>;
  }
  return <span class="standing urgency-green">{t('正常', 'active')}</span>;
}

export function OfficersPage(props: {
  context: ConsoleContext;
  items: Officer[];
  next: string | null;
  role: OfficerRole | undefined;
  now: Date;
}) {
  const { context, items, next, role, now } = props;
  const { t, pick, address } = context;
  const title = t('人员与岗位', 'Officers and roles');
  return (
    <ConsoleFrame context={context} title={title}>
      <h1>{title}</h1>
      {context.officer.role === 'operator' && (
        <div class="buttons">
          <a class="btn btn-primary" href={`${PATH}/new`}>
            {t('新增人员', 'New officer')}
          </a>
        </div>
      )}
      <Filters
        context={context}
        action={PATH}
        clear={role !== undefined}
        fields={[
          {
            name: 'role',
            label: t('岗位', 'Role'),
            value: role,
            options: OFFICER_ROLES.map((value) => ({
              value,
              label: pick(OFFICER_ROLE_LABELS[value]),
            })),
          },
        ]}
      />
      {items.length === 0 ? (
        <div class="empty">
          <p>{t('没有此岗位的人员。', 'Nobody has this role.')}</p>
          <a href={PATH}>{t('查看全部人员', 'Show everybody')}</a>
        </div>
      ) : (
        <>
          <div class="table-wrap">
            <table class="rows stacked">
              <thead>
                <tr>
                  <th scope="col">{t('姓名', 'Name')}</th>
                  <th scope="col">{t('单位、职务', 'Agency, position')}</th>
                  <th scope="col">{t('岗位', 'Role')}</th>
                  <th scope="col">{t('状态', 'State')}</th>
                  <th scope="col">{t('两步验证', 'Codes')}</th>
                  <th scope="col">{t('上次登录', 'Last signed in')}</th>
                </tr>
              </thead>
              <tbody>
                {items.map((officer) => (
                  <tr>
                    <td>
                      <a href={`${PATH}/${officer.username}`}>{officer.name}</a>
                      <span class="subtle">{officer.username}</span>
                    </td>
                    <td>
                      {t(officer.agency.nameZh, officer.agency.nameEn)}
                      <span class="subtle">{officer.position}</span>
                    </td>
                    <td data-label={t('岗位', 'Role')}>
                      {pick(OFFICER_ROLE_LABELS[officer.role])}
                    </td>
                    <td data-label={t('状态', 'State')}>
                      <OfficerState officer={officer} now={now} context={context} />
                    </td>
                    <td data-label={t('两步验证', 'Codes')}>
                      {officer.totpSecret ? t('✓ 已启用', '✓ on') : t('未启用', 'off')}
                    </td>
                    <td data-label={t('上次登录', 'Last signed in')}>
                      {officer.lastSignedInAt ? (
                        <Instant at={officer.lastSignedInAt} context={context} />
                      ) : (
                        t('从未', 'never')
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <Pager context={context} next={next && withQuery(address, 'cursor', next)} />
        </>
      )}
    </ConsoleFrame>
  );
}
