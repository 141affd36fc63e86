import { beforeEach, expect, it, vi } from 'vitest';

import { router } from './router.svelte';

/** The window hears of a new address later than a test asks. */
function hear(): void {
  dispatchEvent(new Event('hashchange'));
}

function go(address: string): void {
  location.hash = address;
  hear();
}

beforeEach(() => {
  router.hold(() => false)();
  go('#/lists/new');
});

it('stays with what is not saved until somebody says otherwise', () => {
  let isUnsaved = true;
  router.hold(() => isUnsaved);
  go('#/overview');
  expect(router.route.screen).toBe('lists');
  expect(location.hash).toBe('#/lists/new');
  expect(router.wanted).toBe('#/overview');
  router.remain();
  expect(router.wanted).toBeUndefined();
  go('#/history');
  router.leave();
  hear();
  expect(router.route.screen).toBe('history');
  expect(router.wanted).toBeUndefined();
  go('#/lists/new');
  router.hold(() => isUnsaved);
  isUnsaved = false;
  go('#/overview');
  expect(router.route.screen).toBe('overview');
});

it('takes back the step that led away once somebody stays', () => {
  const walked = vi.spyOn(history, 'go').mockImplementation(() => undefined);
  history.replaceState(7, '', '#/customers');
  hear();
  const letGo = router.hold(() => true);
  // A link makes a step that has no number yet.
  history.pushState(null, '', '#/overview');
  hear();
  expect([location.hash, router.wanted]).toEqual(['#/customers', '#/overview']);
  router.remain();
  expect(walked.mock.lastCall).toEqual([-1]);
  // The way back leads to a step before, which keeps its address.
  history.replaceState(6, '', '#/history');
  hear();
  expect([location.hash, router.wanted]).toEqual(['#/customers', '#/history']);
  router.remain();
  expect([location.hash, walked.mock.lastCall]).toEqual(['#/history', [1]]);
  // Whoever leaves makes no step more than they made.
  history.pushState(null, '', '#/overview');
  hear();
  router.leave();
  expect([location.hash, history.state, router.route.screen]).toEqual(['#/overview', 8, 'overview']);
  expect(walked).toHaveBeenCalledTimes(2);
  walked.mockRestore();
  letGo();
});

it('is held by what came last, also where what was before lets go later', () => {
  const letGo = router.hold(() => true);
  const last = router.hold(() => true);
  letGo();
  go('#/overview');
  expect(router.route.screen).toBe('lists');
  last();
  go('#/overview');
  expect(router.route.screen).toBe('overview');
});

it('is closed after a question only where something is not saved', () => {
  let closed = 0;
  const close = (): void => {
    closed += 1;
  };
  router.close(close);
  expect(closed).toBe(1);
  const letGo = router.hold(() => true);
  router.close(close);
  expect([closed, router.wanted, router.isClosing]).toEqual([1, '#/lists/new', true]);
  router.remain();
  // Who stays and goes elsewhere later does not close the window by that.
  go('#/overview');
  expect(router.isClosing).toBe(false);
  router.leave();
  hear();
  expect([closed, router.route.screen]).toEqual([1, 'overview']);
  router.hold(() => true);
  router.close(close);
  router.leave();
  expect([closed, router.wanted]).toEqual([2, undefined]);
  letGo();
});

it('begins a screen anew only after a question where something on it is not saved', () => {
  const anew = vi.fn();
  router.begin(anew);
  expect(anew).toHaveBeenCalledOnce();
  router.hold(() => true);
  router.begin(anew);
  expect([router.wanted, router.isClosing]).toEqual(['#/lists/new', false]);
  router.remain();
  expect([anew.mock.calls.length, router.wanted]).toEqual([1, undefined]);
  router.begin(anew);
  router.leave();
  expect([anew.mock.calls.length, location.hash]).toEqual([2, '#/lists/new']);
});

it('has the browser ask before its page is closed', () => {
  const leaves = (): boolean => dispatchEvent(new Event('beforeunload', { cancelable: true }));
  expect(leaves()).toBe(true);
  const letGo = router.hold(() => true);
  expect(leaves()).toBe(false);
  letGo();
  expect(leaves()).toBe(true);
  router.hold(() => true);
  expect(leaves()).toBe(false);
  // Who agreed elsewhere that it is lost is not asked again.
  router.giveUp();
  expect(leaves()).toBe(true);
});
