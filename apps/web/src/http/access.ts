import type { ApiKey, Officer, OfficerRole, Scope } from '#access';
import type { Agency } from '#agencies';
import { SetMetadata } from '@nestjs/common';
import type {} from 'fastify';

/**
 * Who may call a route. `link`: whoever holds the token of an e-mail link, which the route itself opens.
 * `officer`: anybody who has signed in; with a role, only officers of that role. A page of several roles
 * names each: `@Access('officer:secretariat', 'officer:auditor')`.
 */
export type AccessRule =
  'public' | 'link' | `api-key:${Scope}` | 'officer' | `officer:${OfficerRole}`;

/** Metadata key under which a route keeps its rules. */
export const ACCESS = 'chaogao:access';

/** Declares who may call a route; one of several rules suffices. A route without one is closed. */
export const Access = (...rules: [AccessRule, ...AccessRule[]]) => SetMetadata(ACCESS, rules);

export const SESSION_COOKIE = 'cg_session';
/** After the right password, while the code is awaited. */
export const SIGN_IN_COOKIE = 'cg_sign_in';
export const PASSWORD_PAGE = '/console/account/password';
export const SIGN_OUT = '/console/sign-out';

/** What the audit should say of a request beyond its route and its officer. */
export interface AuditNote {
  /** Where nobody has signed in yet. */
  who?: { username: string; name: string };
  subject?: string;
  detail?: string;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The agency whose API key the request carries. */
    issuer?: Agency;
    apiKey?: ApiKey;
    /** The officer who has signed in. */
    officer?: Officer;
    sessionId?: string;
    audit?: AuditNote;
    /** What the request is about, for the log. */
    about?: { noticeId?: string; copyId?: string };
  }
}
