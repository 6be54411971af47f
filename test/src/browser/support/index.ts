export { type Demonstration, demonstration, PEOPLE, signIn, type Who } from './demonstration.ts';
export { checkAxe, checkNoSideScroll, SCREENSHOTS, shot } from './look.ts';
