export {
  type Agenda,
  type AgendaCase,
  type AgendaLine,
  minutesOf,
  moved,
  orderAgenda,
  timed,
} from './order.ts';
export { type AgendaWeights, agendaWeights, WEIGHTS_2026 } from './weights.ts';
