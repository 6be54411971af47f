import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { documentIds } from '@dcc/fhir-profiles';
import type { Bundle } from '@medplum/fhirtypes';
import { compositionOf, documentVersion } from '../src/cda/index.ts';
import { toFhirXml } from '../src/fhir-xml/index.ts';

/** Where Debian's libsaxonhe-java puts Saxon-HE 9.9; DCC_SAXON_HE says another place. */
const JAR = process.env.DCC_SAXON_HE ?? '/usr/share/java/Saxon-HE.jar';

/** Whether Saxon-HE and a Java that compiles are on this machine. They are a peer to compare with, never needed. */
export function hasSaxonHe(): boolean {
  if (!existsSync(JAR)) return false;
  try {
    execFileSync('javac', ['-version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

let compiled: string | undefined;

/** The folder of the harness's class, compiled once for a process, gone with it. */
function compiledHarness(): string {
  if (!compiled) {
    const folder = mkdtempSync(join(tmpdir(), 'dcc-saxon-'));
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    execFileSync('javac', ['-cp', JAR, '-d', folder, join(import.meta.dirname, 'Harness.java')]);
    compiled = folder;
  }
  return compiled;
}

export interface SaxonHeRun {
  /** What it wrote, the same stylesheet and FHIR XML in hand. */
  output: string;
  /** Processor milliseconds of one warm run. */
  cpuMs: number;
}

/**
 * Runs Saxon-HE on `xslt/frcp.xsl` in one JVM.
 * @param warmUp runs before measuring: its compiler needs some hundreds.
 */
export async function runSaxonHe(bundle: Bundle, warmUp: number, runs: number): Promise<SaxonHeRun> {
  const folder = mkdtempSync(join(tmpdir(), 'dcc-saxon-'));
  try {
    const [source, output] = [join(folder, 'source.xml'), join(folder, 'output.xml')];
    writeFileSync(source, toFhirXml(bundle));
    const composition = compositionOf(bundle);
    const ids = documentIds(composition.identifier?.value ?? '', documentVersion(composition));
    const stylesheet = join(import.meta.dirname, '../xslt/frcp.xsl');
    const { stdout } = await promisify(execFile)('java', [
      '-cp',
      [JAR, compiledHarness()].join(delimiter),
      'Harness',
      stylesheet,
      source,
      output,
      String(warmUp),
      String(runs),
      `document-id=${ids.id}`,
      `set-id=${ids.setId}`,
      ...(ids.replaces ? [`replaced-id=${ids.replaces}`] : []),
    ]);
    return { output: readFileSync(output, 'utf8'), cpuMs: Number(stdout.trim()) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
