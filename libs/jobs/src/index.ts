export { JobsModule } from './jobs.module.js';
export { MessageJobs } from './message-jobs.service.js';
export { QUEUES, SEND_MESSAGE, type SendMessageJob } from './queues.js';
