/** Who can cure a defect: the Task of a refused document is addressed after it. */
export type Addressee = 'demandeur' | 'secretaire' | 'administrateur' | 'editeur';

/** Why a document is not issued (`error`), or what its reader will miss (`warning`). */
export interface Defect {
  /** Stable name of the rule, e.g. `EN-SETID`. */
  code: string;
  severity: 'error' | 'warning';
  /** The field of the fiche, in French, as the screens name it. */
  field: string;
  /** XPath of the element, from the root, indexes where siblings share a name. */
  path: string;
  /** What is missing or wrong, where, and what to do; French. */
  message: string;
  forWhom: Addressee;
}

const ADDRESSEES: readonly string[] = ['demandeur', 'secretaire', 'administrateur', 'editeur'];

export const isAddressee = (text: string): text is Addressee => ADDRESSEES.includes(text);
