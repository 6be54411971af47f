import { Radio, type RadioGroupProps } from '@mantine/core';
import { useLayoutEffect, useRef } from 'react';

/**
 * Mantine's group of radio buttons, for choices that others make too. A button of Mantine's that is no longer the
 * chosen one is given no `checked`: React then goes on believing it checked, and hears nothing of the next click on it.
 * It would show as chosen and never be saved. Said again here after each drawing, React knows.
 */
export function RadioGroup(props: RadioGroupProps & { value: string }) {
  const group = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const buttons = group.current?.querySelectorAll<HTMLInputElement>('input[type=radio]') ?? [];
    for (const button of buttons) button.checked = button.value === props.value;
  });
  return <Radio.Group ref={group} {...props} />;
}
