// SPDX-License-Identifier: Apache-2.0
// What the workers of both pools run. jest-worker takes what a module exports, workerpool what is handed to worker().
'use strict';

const tasks = {
  next: (number) => number + 1,
  echo: (bytes) => bytes,
};

if (process.env.POOLMARK_WORKERPOOL) {
  require(process.env.POOLMARK_WORKERPOOL).worker(tasks);
}

module.exports = tasks;
