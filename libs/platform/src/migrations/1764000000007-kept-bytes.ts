import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = `
-- A mail as the server accepted it. The bytes are sealed, for they carry a live link; the files that it
-- enclosed are kept once, in attachment, and put back where they stood.
CREATE TABLE sent_mail (
  message_id uuid PRIMARY KEY REFERENCES message,
  -- SHA-256 of the whole mail, files included.
  digest text NOT NULL,
  -- The mail without the enclosed files: gzip, then sealed.
  sealed bytea NOT NULL,
  -- The enclosed files: digest, and at which byte of the rest its base64 belongs.
  enclosed jsonb NOT NULL,
  sent_at timestamptz NOT NULL
);
CREATE TRIGGER sent_mail_append_only BEFORE UPDATE OR DELETE ON sent_mail
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- A formal document as it was made; its bytes are in attachment.
CREATE TABLE document_file (
  id uuid PRIMARY KEY,
  notice_id uuid REFERENCES notice,
  -- copy-notice, special-report, receipt-of-service, reply, silence, supervision, annulment, case-file,
  -- meeting-agenda, meeting-minutes
  kind text NOT NULL,
  -- The row that it is about: document, copy, reply, silence, decision, notice, meeting.
  subject_id uuid NOT NULL,
  digest text NOT NULL REFERENCES attachment,
  filename text NOT NULL,
  -- What makes it unique: 'form:<document>', 'silence:<id>', ...; asking again makes no second one.
  once text NOT NULL UNIQUE,
  made_at timestamptz NOT NULL
);
CREATE INDEX document_file_notice ON document_file (notice_id, made_at) WHERE notice_id IS NOT NULL;
CREATE INDEX document_file_subject ON document_file (subject_id);
CREATE TRIGGER document_file_append_only BEFORE UPDATE OR DELETE ON document_file
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
`;

const DOWN = `
DROP TABLE document_file;
DROP TABLE sent_mail;
`;

/** Mails and documents, byte for byte as they left. */
export class KeptBytes1764000000007 implements MigrationInterface {
  name = 'KeptBytes1764000000007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
