// SPDX-License-Identifier: Apache-2.0
// Asks Node's pools: driver.js workerpool|jest-worker NODE_MODULES QUESTION name=value ...
// The protocol is that of poolmark.bench.peers.driver. Workers are processes, not threads, and messages go in V8's own
// form: both pools are measured at their best, with all workers started at once.
'use strict';

const path = require('node:path');
const readline = require('node:readline');

const STRIDE = 16;
const TASKS = path.join(__dirname, 'tasks.js');
const [system, nodeModules, question, ...pairs] = process.argv.slice(2);
const parameters = Object.fromEntries(pairs.map((pair) => pair.split('=', 2)));
const number = (name) => Number(parameters[name]);
const now = () => process.hrtime.bigint();
const say = (...words) => process.stdout.write(`@${words.join(' ')}\n`);
const sleep = (millis) => new Promise((resolve) => setTimeout(resolve, millis));
const commands = readline.createInterface({ input: process.stdin })[Symbol.asyncIterator]();

function required(name) {
  return require(path.join(nodeModules, name));
}

function openWorkerpool(workers) {
  const pool = required('workerpool').pool(TASKS, {
    workerType: 'process',
    minWorkers: workers,
    maxWorkers: workers,
    forkOpts: {
      serialization: 'advanced',
      env: { ...process.env, POOLMARK_WORKERPOOL: path.join(nodeModules, 'workerpool') },
    },
  });
  return { call: (task, argument) => pool.exec(task, [argument]), close: () => pool.terminate() };
}

function openJestWorker(workers) {
  const { Worker } = required('jest-worker');
  const pool = new Worker(TASKS, {
    numWorkers: workers,
    exposedMethods: ['next', 'echo'],
    forkOptions: { serialization: 'advanced' },
  });
  return { call: (task, argument) => pool[task](argument), close: () => pool.end() };
}

const open = system === 'workerpool' ? openWorkerpool : openJestWorker;

function check(right) {
  if (!right) {
    throw new Error('a result is wrong');
  }
}

async function isWanted() {
  say('ready');
  const { value } = await commands.next();
  return value === 'go';
}

async function repeat(millis, operation) {
  const end = now() + BigInt(millis) * 1_000_000n;
  let operations = 0;
  do {
    await operation();
    operations++;
  } while (now() < end);
  return operations;
}

async function rate(units, operation) {
  await repeat(number('warm'), operation);
  while (await isWanted()) {
    const begin = now();
    const operations = await repeat(number('millis'), operation);
    say('took', question, now() - begin, operations * units);
    say('done', operations * units);
  }
}

async function each(operation) {
  for (let i = 0; i < number('warmups'); i++) {
    await operation();
    await sleep(number('pause'));
  }
  while (await isWanted()) {
    for (let i = 0; i < number('count'); i++) {
      say('took', question, await operation(), 1);
      await sleep(number('pause'));
    }
    say('done', number('count'));
  }
}

async function openToFirstResult() {
  const begin = now();
  const pool = open(number('workers'));
  check((await pool.call('next', 1)) === 2);
  const nanos = now() - begin;
  await pool.close();
  return nanos;
}

async function apply(pool) {
  for (let i = 0; i < STRIDE; i++) {
    check((await pool.call('next', i)) === i + 1);
  }
}

async function applyAll(pool, tasks) {
  const results = await Promise.all(Array.from({ length: tasks }, (_, i) => pool.call('next', i)));
  check(results[0] === 1 && results[tasks - 1] === tasks);
}

async function echo(pool, bytes) {
  const echoed = await pool.call('echo', bytes);
  check(echoed.length === bytes.length && echoed[bytes.length - 1] === 7);
}

async function answerWithPool(pool) {
  if (question === 'apply') {
    await rate(STRIDE, () => apply(pool));
  } else if (question === 'async') {
    await rate(number('tasks'), () => applyAll(pool, number('tasks')));
  } else if (question === 'echo') {
    const bytes = new Uint8Array(number('bytes')).fill(7);
    await rate(bytes.length, () => echo(pool, bytes));
  } else {
    say('cannot', 'no such operation');
  }
}

async function main() {
  say('version', `${system} ${required(`${system}/package.json`).version}, Node ${process.versions.node}`);
  if (question === 'open') {
    await each(openToFirstResult);
  } else {
    const pool = open(number('workers'));
    await answerWithPool(pool);
    await pool.close();
  }
  process.stdin.destroy();
}

main().catch((failure) => {
  console.error(failure.stack);
  process.exit(1);
});
