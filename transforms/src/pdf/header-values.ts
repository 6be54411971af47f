import { attr, children, descendants, parseCda } from './dom.ts';
import { frenchTime } from './format.ts';
import { insGroups } from './identifiers.ts';
import { squeeze } from './reading.ts';

/**
 * For the tests: everything the header says to a reader: its texts, labels, numbers and dates, as the PDF must show
 * them. Written apart from the code that prints them, element by element, so that a new element cannot be forgotten.
 */
export function headerValues(xml: string): string[] {
  const root = parseCda(xml).documentElement!;
  const values: string[] = [];
  for (const part of children(root).filter((one) => one.localName !== 'component')) {
    for (const element of descendants(part)) {
      const name = element.localName;
      if (!element.firstElementChild && !['prefix', 'suffix'].includes(name))
        values.push(element.textContent ?? '');
      values.push(attr(element, 'displayName'));
      if (name === 'telecom') values.push(attr(element, 'value').replace(/^\w+:/, ''));
      else if (/[tT]ime$|^low$|^high$/.test(name)) values.push(frenchTime(attr(element, 'value')));
      if (name === 'id') values.push(idValue(attr(element, 'root'), attr(element, 'extension')));
      if (name === 'setId') values.push(attr(element, 'root'));
    }
  }
  return values.map(squeeze).filter(Boolean);
}

const idValue = (root: string, extension: string): string => {
  if (/^1\.2\.250\.1\.213\.1\.4\.(8|9|10|11)$/.test(root)) return insGroups(extension);
  return /^1\.2\.250\.1\.71\.4\.2\.[12]$/.test(root) ? extension.slice(1) : extension || root;
};
