import type { Extent, Region } from '#agencies';
import type { Draft } from '#notices';
import type { Kind, Rulebook } from '#rulebook';
import type { FormState } from '../../views/forms.js';
import type { ConsoleContext } from '../console-frame.js';

/** What every part of the compose form knows. */
export interface ComposeProps {
  context: ConsoleContext;
  draft: Draft;
  kind: Kind;
  rulebook: Rulebook;
  regions: Region[];
  extent: Extent | null;
  form: FormState;
  /** It was saved by the request before. */
  saved: boolean;
}
