/** Who may sign a session's fiches: its responsable (PPRF) and the deputies it names (SPRF), docs/model.md. */
export const CODE = ['PPRF', 'SPRF'] as const;
