export { type Demonstration, demonstration, PEOPLE, signIn, type Who } from './demonstration.ts';
export { CAPTURES, capture, checkAxe, checkNoSideScroll, SCREENSHOTS, shot } from './look.ts';
