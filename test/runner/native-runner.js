// Jest's testRunner: a spec is an ordinary module of Node's, as the application is. What it imports is loaded once per
// worker and shared by the files after it, instead of once per file inside a vm.
import module from 'node:module';
import { pathToFileURL } from 'node:url';
import { jestExpect } from '@jest/expect';
import { createEmptyTestResult } from '@jest/test-result';
import { addEventHandler, getState, resetState, run } from 'jest-circus';
import { formatExecError, formatResultsErrors } from 'jest-message-util';
import * as hooks from './typescript.hooks.js';

if (module.registerHooks) module.registerHooks(hooks);
else module.register('./typescript.hooks.js', import.meta.url);

addEventHandler((event) => {
  if (event.name === 'test_start') {
    const names = [];
    for (let block = event.test; block.parent; block = block.parent) names.unshift(block.name);
    jestExpect.setState({ currentTestName: names.join(' ') });
  }
  if (event.name === 'test_done') {
    for (const { error } of jestExpect.extractExpectedAssertionsErrors())
      event.test.errors.push(error);
  }
});

let files = 0;

export default async function runFile(globalConfig, config, _environment, _runtime, testPath) {
  // Jest's own reading of source maps knows only what its vm has loaded; Node knows what Node has loaded.
  Error.prepareStackTrace = undefined;
  process.setSourceMapsEnabled(true);
  resetState();
  const state = getState();
  state.testTimeout = globalConfig.testTimeout ?? state.testTimeout;
  if (globalConfig.testNamePattern)
    state.testNamePattern = new RegExp(globalConfig.testNamePattern, 'i');
  jestExpect.setState({ expand: globalConfig.expand, testPath });

  const environment = { ...process.env };
  const stopCatching = catchStrayErrors((error) => state.unhandledErrors.push([error, error]));
  try {
    // A file that is run again (--watch) is read again.
    await import(`${pathToFileURL(testPath).href}?run=${++files}`);
    return toTestResult(await run(), globalConfig, config, testPath);
  } finally {
    stopCatching();
    restore(environment);
  }
}

/** What nobody awaited fails the file, as it would end the process in production. */
function catchStrayErrors(report) {
  const events = ['uncaughtException', 'unhandledRejection'];
  const before = events.map((event) => process.rawListeners(event));
  for (const event of events) process.removeAllListeners(event).on(event, report);
  return () => {
    events.forEach((event, index) => {
      process.removeListener(event, report);
      for (const listener of before[index]) process.on(event, listener);
    });
  };
}

/** One file's environment variables are none of the next one's. */
function restore(environment) {
  for (const name of Object.keys(process.env)) {
    if (!(name in environment)) delete process.env[name];
  }
  Object.assign(process.env, environment);
}

const COUNTED = { passed: 'numPassingTests', failed: 'numFailingTests', todo: 'numTodoTests' };

function toTestResult({ testResults, ...stray }, globalConfig, config, testPath) {
  const result = createEmptyTestResult();
  result.testResults = testResults.map(
    ({ testPath: [, ...names], status, duration, errors, ...one }) => {
      const outcome = { skip: 'pending', done: errors.length > 0 ? 'failed' : 'passed' }[status];
      result[COUNTED[outcome ?? status] ?? 'numPendingTests'] += 1;
      return {
        ancestorTitles: names.slice(0, -1),
        title: names.at(-1),
        fullName: names.join(' '),
        status: outcome ?? status,
        duration,
        failureDetails: one.errorsDetailed,
        failureMessages: errors,
        invocations: one.invocations,
        location: one.location,
        numPassingAsserts: one.numPassingAsserts,
        retryReasons: [],
        startAt: one.startedAt,
      };
    },
  );
  result.failureMessage = formatResultsErrors(result.testResults, config, globalConfig, testPath);
  if (stray.unhandledErrors.length > 0) {
    result.testExecError = { message: '', stack: stray.unhandledErrors.join('\n') };
    const told = stray.unhandledErrorsDetailed.map((e) => formatExecError(e, config, globalConfig));
    result.failureMessage = [result.failureMessage, ...told].filter(Boolean).join('\n');
  }
  return result;
}
