export { isFinessValid, isLuhnValid, isRppsValid, luhnKey } from './keys.ts';
