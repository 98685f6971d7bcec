export { JobsModule } from './jobs.module.js';
export { MessageJobs } from './message-jobs.service.js';
export { QueueCounts } from './queue-counts.service.js';
export { QUEUES } from './queues.js';
