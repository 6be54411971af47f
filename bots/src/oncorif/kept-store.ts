import { createHash, randomBytes } from 'node:crypto';
import { DCC, DCC_CODES } from '@dcc/fhir-profiles';
import type { MedplumClient } from '@medplum/core';
import type { Basic, Extension } from '@medplum/fhirtypes';
import { decodeMonth, encodeMonth, type KeptMonth } from './kept-codec.ts';

export const KEPT_SYSTEM = `${DCC}/identifier/oncorif-kept`;
const EXTENSION = `${DCC}/StructureDefinition/dcc-kept`;
const SALT_BYTES = 32;

/** Where a month is kept, and until when it is known to hold. */
interface Pointer {
  readonly month: string;
  /** Instant: what was written before it was read, or was found to change nothing. */
  readonly since: string;
  /** `Binary/id`. */
  readonly data: string;
  /** SHA-256 of the bytes, in hexadecimal: the same are not stored again. */
  readonly hash: string;
}

/**
 * What was counted of the months of rolling windows, from one export to the next (docs/adr/0017): one Basic,
 * which no role's policy names, with the salt and where each month is; and a Binary per month, whose security
 * context is the Basic. It may be lost or deleted at any time: months are then read again.
 */
export class KeptStore {
  readonly #medplum: MedplumClient;
  readonly salt: Buffer;
  #basic: Basic;

  private constructor(medplum: MedplumClient, basic: Basic) {
    this.#medplum = medplum;
    this.#basic = basic;
    this.salt = Buffer.from(partOf(basic, 'salt')?.valueBase64Binary ?? '', 'base64');
  }

  static async open(medplum: MedplumClient): Promise<KeptStore> {
    const identifier = `${KEPT_SYSTEM}|region`;
    // Not from the client's memory: another export may have written since.
    const known = await medplum.searchOne('Basic', { identifier }, { cache: 'no-store' });
    if (known) return new KeptStore(medplum, known);
    const basic: Basic = {
      resourceType: 'Basic',
      identifier: [{ system: KEPT_SYSTEM, value: 'region' }],
      code: { coding: [{ system: DCC_CODES.SESSION.system, code: 'oncorif-kept' }] },
      extension: [
        {
          url: EXTENSION,
          extension: [{ url: 'salt', valueBase64Binary: randomBytes(SALT_BYTES).toString('base64') }],
        },
      ],
    };
    const query = `identifier=${encodeURIComponent(identifier)}`;
    return new KeptStore(medplum, await medplum.createResourceIfNoneExist(basic, query));
  }

  /** The months that are kept among these, with the instant since which they may have changed. */
  async read(months: readonly string[]): Promise<(KeptMonth & { readonly since: string })[]> {
    const wanted = pointersOf(this.#basic).filter(({ month }) => months.includes(month));
    const read = await Promise.all(
      wanted.map(async ({ since, data, month }) => {
        const kept = await this.#download(data);
        return kept?.kept.month === month ? [{ ...kept, since }] : [];
      }),
    );
    return read.flat();
  }

  /**
   * @param counted months counted now, in place of what was kept of them; each is taken once the last one is written.
   * @param confirmed months that were found to hold.
   * @param since nothing that was written before it is missing from either.
   */
  async write(counted: Iterable<KeptMonth>, confirmed: readonly string[], since: string): Promise<void> {
    const before = pointersOf(this.#basic);
    const pointers = new Map(before.map((pointer) => [pointer.month, pointer]));
    for (const month of confirmed) {
      const known = pointers.get(month);
      if (known) pointers.set(month, { ...known, since });
    }
    for (const one of counted) {
      const data = encodeMonth(one);
      const { month } = one.kept;
      const hash = createHash('sha256').update(data).digest('hex');
      const known = pointers.get(month);
      if (known?.hash === hash) {
        pointers.set(month, { ...known, since });
        continue;
      }
      const { id } = await this.#medplum.createBinary({
        data,
        contentType: 'application/gzip',
        securityContext: { reference: `Basic/${this.#basic.id}` },
      });
      pointers.set(month, { month, since, hash, data: `Binary/${id}` });
    }
    const salt: Extension = { url: 'salt', valueBase64Binary: this.salt.toString('base64') };
    const list = [...pointers.values()].sort((a, b) => (a.month < b.month ? -1 : 1));
    this.#basic = await this.#medplum.updateResource<Basic>({
      ...this.#basic,
      extension: [{ url: EXTENSION, extension: [salt, ...list.map(toExtension)] }],
    });
    const named = new Set(list.map(({ data }) => data));
    await this.#forget(before.map(({ data }) => data).filter((data) => !named.has(data)));
  }

  async #download(data: string): Promise<KeptMonth | undefined> {
    try {
      const blob = await this.#medplum.download(this.#medplum.fhirUrl(...data.split('/')));
      return decodeMonth(new Uint8Array(await blob.arrayBuffer()));
    } catch {
      // Deleted, or of another server: the month is read again.
      return undefined;
    }
  }

  /** What is no longer named would only pile up; an export does not fail because it is still there. */
  async #forget(all: readonly string[]): Promise<void> {
    for (const data of all) {
      await this.#medplum.deleteResource('Binary', data.split('/')[1]!).catch(() => undefined);
    }
  }
}

function partOf({ extension }: Pick<Basic, 'extension'>, url: string): Extension | undefined {
  return extension?.find((one) => one.url === EXTENSION)?.extension?.find((one) => one.url === url);
}

function pointersOf({ extension }: Basic): Pointer[] {
  const own = extension?.find(({ url }) => url === EXTENSION)?.extension ?? [];
  return own.flatMap(({ url, extension: parts = [] }) => {
    const named = (name: string) => parts.find((part) => part.url === name);
    const [month, since, data, hash] = [
      named('month')?.valueString,
      named('since')?.valueInstant,
      named('data')?.valueReference?.reference,
      named('hash')?.valueString,
    ];
    return url === 'kept' && month && since && data && hash ? [{ month, since, data, hash }] : [];
  });
}

function toExtension({ month, since, data, hash }: Pointer): Extension {
  return {
    url: 'kept',
    extension: [
      { url: 'month', valueString: month },
      { url: 'since', valueInstant: since },
      { url: 'data', valueReference: { reference: data } },
      { url: 'hash', valueString: hash },
    ],
  };
}
