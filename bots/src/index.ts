export { BOTS, type BotDefinition, botCode } from './catalogue.ts';
