export * from './ConfirmButton.tsx';
export * from './dates.ts';
export * from './IdentityBanner.tsx';
export * from './names.ts';
export * from './Page.tsx';
export * from './RadioGroup.tsx';
export * from './StatusLabel.tsx';
export * from './states.tsx';
