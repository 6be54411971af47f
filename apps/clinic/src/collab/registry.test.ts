import { describe, expect, test, vi } from 'vitest';
import { memoryVault } from '../offline/vault.ts';
import { FakeServer } from './fake-server.ts';
import { Registry } from './registry.ts';

const NAME = 'fiche:c';

/** A registry whose forms' drafts are sent by `send`. */
function registry(send: (name: string) => Promise<boolean | undefined>, vault = memoryVault()) {
  const sendKept = vi.fn(send);
  return { one: new Registry(new FakeServer().as('HA'), Promise.resolve(vault), sendKept), sendKept, vault };
}
const settle = () => new Promise((done) => setTimeout(done, 5));

describe('what a form keeps by itself', () => {
  test('counts while it waits, and tells whoever shows the count', () => {
    const { one } = registry(async () => true);
    const heard = vi.fn();
    one.subscribe(heard);
    one.note(NAME, true);
    one.note(NAME, true);
    expect(one.kept()).toBe(1);
    one.note(NAME, false);
    expect(one.kept()).toBe(0);
    expect(heard).toHaveBeenCalledTimes(2);
  });

  test('is sent when the person comes back, whatever her screen', async () => {
    const vault = memoryVault();
    await vault.put(NAME, { base: {}, content: {} });
    const { one, sendKept } = registry(async () => false, vault);
    await one.resume();
    expect(sendKept.mock.calls[0]![0]).toBe(NAME);
    expect(one.kept()).toBe(0);
  });

  test('is tried again when the server is back, and only then waits no longer', async () => {
    let away = true;
    const { one, sendKept } = registry(async () => {
      if (away) throw new TypeError('fetch failed');
      return false;
    });
    one.note(NAME, true);
    one.syncAll();
    await settle();
    expect(one.kept()).toBe(1);
    away = false;
    one.syncAll();
    await settle();
    expect(one.kept()).toBe(0);
    one.syncAll();
    await settle();
    expect(sendKept).toHaveBeenCalledTimes(2);
  });

  test('is told by its form while that is on screen', async () => {
    const { one } = registry(async () => undefined);
    one.note(NAME, true);
    one.syncAll();
    await settle();
    expect(one.kept()).toBe(1);
  });
});

describe('the end of a login', () => {
  test('closes what is open and empties the vault, which no late renewal opens again', async () => {
    const { one, vault } = registry(async () => true);
    const renew = vi.spyOn(vault, 'renew');
    await vault.put(NAME, { base: {}, content: {} });
    await one.renew();
    expect(renew).toHaveBeenCalledTimes(1);
    await one.erase();
    expect(await vault.names()).toEqual([]);
    await one.renew();
    expect(renew).toHaveBeenCalledTimes(1);
  });
});
