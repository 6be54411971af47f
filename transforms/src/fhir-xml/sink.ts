import { escapeAttribute, escapeText } from './text.ts';

/** Where FHIR XML goes: text for people and other processors, a DOM for SaxonJS. Calls nest like the elements. */
export interface XmlSink {
  /** `namespace` only where it changes. */
  start(name: string, namespace?: string): void;
  /** Before any content of the element. */
  attribute(name: string, value: string): void;
  text(value: string): void;
  end(): void;
}

/** Writes XML text, without a declaration. */
export class TextSink implements XmlSink {
  #out = '';
  /** The start tag that is not closed yet. */
  #pending = false;
  readonly #open: string[] = [];

  start(name: string, namespace?: string): void {
    this.#close();
    this.#out += namespace ? `<${name} xmlns="${namespace}"` : `<${name}`;
    this.#pending = true;
    this.#open.push(name);
  }

  attribute(name: string, value: string): void {
    this.#out += ` ${name}="${escapeAttribute(value)}"`;
  }

  text(value: string): void {
    if (value === '') return;
    this.#close();
    this.#out += escapeText(value);
  }

  end(): void {
    const name = this.#open.pop();
    this.#out += this.#pending ? '/>' : `</${name}>`;
    this.#pending = false;
  }

  #close(): void {
    if (this.#pending) this.#out += '>';
    this.#pending = false;
  }

  toString(): string {
    return this.#out;
  }
}

/** The part of a DOM document that building takes. */
export interface DomDocument {
  createElementNS(namespace: string, name: string): DomElement;
  createTextNode(text: string): unknown;
  appendChild(child: unknown): unknown;
}

export interface DomElement {
  setAttribute(name: string, value: string): void;
  appendChild(child: unknown): unknown;
}

/** Builds nodes in an empty document. Parsing the same document from text takes ten times as long in SaxonJS. */
export class DomSink implements XmlSink {
  readonly #document: DomDocument;
  readonly #open: (DomDocument | DomElement)[];
  readonly #namespaces: string[] = [];

  constructor(document: DomDocument) {
    this.#document = document;
    this.#open = [document];
  }

  start(name: string, namespace = this.#namespaces.at(-1) ?? ''): void {
    const element = this.#document.createElementNS(namespace, name);
    this.#open.at(-1)!.appendChild(element);
    this.#open.push(element);
    this.#namespaces.push(namespace);
  }

  attribute(name: string, value: string): void {
    (this.#open.at(-1) as DomElement).setAttribute(name, value);
  }

  text(value: string): void {
    if (value !== '') this.#open.at(-1)!.appendChild(this.#document.createTextNode(value));
  }

  end(): void {
    this.#open.pop();
    this.#namespaces.pop();
  }
}
