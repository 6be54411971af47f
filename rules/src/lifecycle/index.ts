export { statesDocument } from './document.ts';
export { type Condition, type LifeCycle, mayGo, type State, type Stored, stateOf } from './state.ts';
export { CASE, FICHE, INSCRIPTION, LIFE_CYCLES, SENDING, SESSION } from './tables.ts';
