import type { JSX } from 'preact';
import type { PageContext } from '../views/context.js';
import { pagesAround } from './pages.js';

export interface FilterField {
  name: string;
  label: string;
  value: string | undefined;
  /** A list to choose from; without one, a box to type in. */
  options?: { value: string; label: string }[];
  /** Of the box: a text to search for, unless it is a date. */
  type?: 'search' | 'date';
  /** What no choice means, where that is not everything. */
  none?: string;
}

/** Filters live in the address bar, so that a view can be kept and sent on. */
export function Filters(props: {
  context: PageContext;
  action: string;
  clear: boolean;
  fields: FilterField[];
}) {
  const { context, action, clear, fields } = props;
  const { t } = context;
  return (
    <form method="get" action={action} class="filters" role="search">
      {fields.map(({ name, label, value, options, none, type = 'search' }) => (
        <div>
          <label for={`filter-${name}`}>{label}</label>
          {options ? (
            <select id={`filter-${name}`} name={name} class="form-select">
              <option value="">{none ?? t('全部', 'All')}</option>
              {options.map((option) => (
                <option value={option.value} selected={option.value === value}>
                  {option.label}
                </option>
              ))}
            </select>
          ) : (
            <input
              id={`filter-${name}`}
              name={name}
              {...({ type } as JSX.IntrinsicElements['input'])}
              class="form-control"
              value={value ?? ''}
            />
          )}
        </div>
      ))}
      <button type="submit" class="btn btn-primary btn-sm">
        {t('筛选', 'Filter')}
      </button>
      {clear && (
        <a class="btn btn-link btn-sm" href={action}>
          {t('清除', 'Clear')}
        </a>
      )}
    </form>
  );
}

export function Pager({ context, next }: { context: PageContext; next: string | null }) {
  const { t, address } = context;
  const around = pagesAround(address, next);
  return (
    <nav class="pager" aria-label={t('分页', 'Pages')}>
      <span>
        {around.first && <a href={around.first}>{t('回到第一页', 'First page')}</a>}{' '}
        {around.previous && (
          <a class="ms-3" href={around.previous}>
            ← {t('上一页', 'Page before')}
          </a>
        )}
      </span>
      <span>{around.next && <a href={around.next}>{t('下一页', 'Next page')} →</a>}</span>
    </nav>
  );
}
