import { Spine1764000000000 } from './1764000000000-spine.js';
import { Identity1764000000001 } from './1764000000001-identity.js';
import { Reading1764000000002 } from './1764000000002-reading.js';
import { Meetings1764000000003 } from './1764000000003-meetings.js';
import { Operator1764000000005 } from './1764000000005-operator.js';
import { Desk1764000000004 } from './1764000000004-desk.js';
import { Certainty1764000000006 } from './1764000000006-certainty.js';
import { KeptBytes1764000000007 } from './1764000000007-kept-bytes.js';
import { DocumentsDue1764000000008 } from './1764000000008-documents-due.js';
import { Evidence1764000000009 } from './1764000000009-evidence.js';
import { Inbound1764000000010 } from './1764000000010-inbound.js';
import { Acknowledgement1764000000011 } from './1764000000011-acknowledgement.js';
import { Lists1764000000012 } from './1764000000012-lists.js';
import { OpenOfNotice1764000000013 } from './1764000000013-open-of-notice.js';
import { DirectoryRevision1764000000014 } from './1764000000014-directory-revision.js';
import { Unanswered1764000000015 } from './1764000000015-unanswered.js';

export const migrations = [
  Spine1764000000000,
  Identity1764000000001,
  Reading1764000000002,
  Meetings1764000000003,
  Operator1764000000005,
  Desk1764000000004,
  Certainty1764000000006,
  KeptBytes1764000000007,
  DocumentsDue1764000000008,
  Evidence1764000000009,
  Inbound1764000000010,
  Acknowledgement1764000000011,
  Lists1764000000012,
  OpenOfNotice1764000000013,
  DirectoryRevision1764000000014,
  Unanswered1764000000015,
];
