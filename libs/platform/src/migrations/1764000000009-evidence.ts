import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = `
-- Public keys for good; each new one is signed by the one before and signs it in turn.
CREATE TABLE signing_key (
  fingerprint text PRIMARY KEY,
  -- Base64 of the SubjectPublicKeyInfo.
  public_key text NOT NULL,
  previous text UNIQUE REFERENCES signing_key,
  -- What both signed: null for the first key, and where the key before was lost.
  succession text,
  signed_by_previous text,
  signed_by_own text,
  created_at timestamptz NOT NULL
);
CREATE INDEX signing_key_newest ON signing_key (created_at);
-- The private half of the newest key alone, sealed under CHAOGAO_SECRETS.
CREATE TABLE signing_secret (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  fingerprint text NOT NULL REFERENCES signing_key,
  sealed text NOT NULL
);
CREATE TABLE daily_root (
  -- The day in China on which it was made; it covers what was committed before.
  day date PRIMARY KEY,
  root text NOT NULL,
  size integer NOT NULL,
  -- The canonical JSON that was signed, character for character.
  statement text NOT NULL,
  key text NOT NULL REFERENCES signing_key,
  signature text NOT NULL,
  -- Events of older transactions are covered, by this root or an earlier one.
  boundary xid8 NOT NULL,
  made_at timestamptz NOT NULL
);
-- The chains that changed since the root before; position 0 is that root itself.
CREATE TABLE root_leaf (
  day date NOT NULL REFERENCES daily_root DEFERRABLE INITIALLY DEFERRED,
  position integer NOT NULL,
  notice_id uuid,
  seq integer NOT NULL,
  digest text NOT NULL,
  PRIMARY KEY (day, position)
);
CREATE INDEX root_leaf_notice ON root_leaf (notice_id, seq) WHERE notice_id IS NOT NULL;
-- The node above every 256 leaves, so that a proof reads one block and these.
CREATE TABLE root_block (
  day date NOT NULL REFERENCES daily_root DEFERRABLE INITIALLY DEFERRED,
  block integer NOT NULL,
  hash text NOT NULL,
  PRIMARY KEY (day, block)
);
CREATE TABLE root_stamp (
  day date PRIMARY KEY REFERENCES daily_root,
  authority text NOT NULL,
  -- RFC 3161 TimeStampToken, DER.
  token bytea NOT NULL,
  stamped_at timestamptz NOT NULL
);
`;

/** Nothing of these is ever changed; what the application's role may do follows from the triggers. */
const APPEND_ONLY = [
  'signing_key',
  'daily_root',
  'root_leaf',
  'root_block',
  'root_stamp',
  'attachment',
];

const DOWN = `
DROP TRIGGER attachment_append_only ON attachment;
DROP TABLE root_stamp, root_block, root_leaf, daily_root, signing_secret, signing_key;
`;

/** Keys, and the daily roots of all chains. */
export class Evidence1764000000009 implements MigrationInterface {
  name = 'Evidence1764000000009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
    for (const table of APPEND_ONLY) {
      await runner.query(
        `CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE ON ${table}
         FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
