import type { AccessRule } from '../../apps/web/src/http/access.js';

/**
 * Who may call what. Whoever adds a route says here, too, who may call it: `test/architecture.spec.ts`
 * compares it with what the routes declare, `test/flows/roles.spec.ts` asks each as every role.
 */
export const ROUTES: Record<string, AccessRule[]> = {
  'GET /assets/:version/chaogao.css': ['public'],
  'GET /assets/fonts/:file': ['public'],
  'GET /console': ['officer'],
  'GET /console/copies/:copyId/decide': ['officer:secretariat'],
  'GET /console/copies/:copyId/replies/:replyId': ['officer:land-office'],
  'GET /console/copies/:copyId/service': ['officer:land-office'],
  'GET /console/notices': ['officer:land-office', 'officer:secretariat', 'officer:auditor'],
  'GET /console/notices/:noticeId': [
    'officer:land-office',
    'officer:secretariat',
    'officer:auditor',
  ],
  'GET /console/notices/:noticeId/files/:digest': [
    'officer:land-office',
    'officer:secretariat',
    'officer:auditor',
  ],
  'GET /console/notices/:noticeId/withdraw': ['officer:land-office'],
  'GET /console/sign-in': ['public'],
  'GET /console/unanswered': ['officer:secretariat', 'officer:auditor'],
  'GET /health/live': ['public'],
  'GET /health/ready': ['public'],
  'GET /health/watchdog': ['public'],
  'GET /l/:token': ['link'],
  'GET /l/:token/acknowledge': ['link'],
  'GET /l/:token/duties/:dutyId': ['link'],
  'GET /l/:token/files/:digest': ['link'],
  'GET /l/:token/hand-over': ['link'],
  'GET /l/:token/receipts/:submissionId': ['link'],
  'GET /l/:token/reply': ['link'],
  'GET /v1/events': ['api-key:notices:read'],
  'GET /v1/notices': ['api-key:notices:read'],
  'GET /v1/notices/:id': ['api-key:notices:read'],
  'GET /v1/notices/:id/timeline': ['api-key:notices:read'],
  'POST /console/copies/:copyId/decide': ['officer:secretariat'],
  'POST /console/copies/:copyId/replies/:replyId/acceptance': ['officer:land-office'],
  'POST /console/copies/:copyId/replies/:replyId/return': ['officer:land-office'],
  'POST /console/copies/:copyId/service': ['officer:land-office'],
  'POST /console/notices/:noticeId/approval': ['officer:land-office'],
  'POST /console/notices/:noticeId/withdraw': ['officer:land-office'],
  'POST /console/sign-in': ['public'],
  'POST /console/sign-out': ['officer'],
  'POST /l/:token/acknowledge': ['link'],
  'POST /l/:token/duties/:dutyId': ['link'],
  'POST /l/:token/hand-over': ['link'],
  'POST /l/:token/reply': ['link'],
  'POST /v1/attachments': ['api-key:notices:write'],
  'POST /v1/copies/:id/service': ['api-key:notices:write'],
  'POST /v1/deadlines': ['api-key:notices:read'],
  'POST /v1/notices': ['api-key:notices:write'],
  'POST /v1/notices/:id/approval': ['api-key:notices:write'],
  'POST /v1/notices/:id/withdrawal': ['api-key:notices:write'],
  'POST /v1/replies/:id/acceptance': ['api-key:notices:write'],
  'POST /v1/replies/:id/return': ['api-key:notices:write'],
};

/** A filled-in address of a route. */
export const addressOf = (route: string) =>
  route
    .replace(/^\w+ /, '')
    .replace(/:version/, '1')
    .replace(/:token/, 'made-up')
    .replace(/:\w+/g, '01900000-0000-7000-8000-000000000000');
