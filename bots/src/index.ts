export { BOTS, type BotDefinition, type BotSubscription, botCode } from './catalogue.ts';
