import { badRequest, gone, notFound, OperationOutcomeError } from '@medplum/core';
import type { Request, Response } from 'express';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { createLogger } from '../log.ts';
import { loadDefinitions } from '../validate/definitions.ts';
import { errorHandler, HttpError, outcome, toHttpError } from './errors.ts';

const text = (err: unknown): string | undefined => toHttpError(err).outcome.issue[0]?.details?.text;

describe('what is thrown becomes a status and an outcome', () => {
  test('FHIR errors keep their own status', () => {
    expect(toHttpError(new OperationOutcomeError(notFound)).status).toBe(404);
    expect(toHttpError(new OperationOutcomeError(gone)).status).toBe(410);
    expect(toHttpError(badRequest('x')).status).toBe(400);
  });

  test('our own refusals say where', () => {
    const refused = toHttpError(new HttpError(413, 'too-long', 'Trop long', 'Binary.data'));
    expect(refused.status).toBe(413);
    expect(refused.outcome.issue[0]).toMatchObject({ code: 'too-long', expression: ['Binary.data'] });
  });

  test.each([
    ['entity.too.large', 413, 'Corps de requête trop volumineux'],
    ['entity.parse.failed', 400, 'JSON illisible'],
    ['charset.unsupported', 415, 'Jeu de caractères non pris en charge : UTF-8 attendu'],
    ['encoding.unsupported', 415, 'Codage de contenu non pris en charge'],
    ['request.size.invalid', 400, 'Longueur annoncée différente de la longueur reçue'],
  ])('body-parser %s -> %d in French', (type, status, expected) => {
    const err = Object.assign(new Error('english'), { type, status: 599 });
    expect(toHttpError(err).status).toBe(status);
    expect(text(err)).toBe(expected);
  });

  test('a malformed path is the caller’s fault', () => {
    expect(toHttpError(new URIError('URI malformed')).status).toBe(400);
  });

  test('a stack overflow comes from the depth of what was sent, not from the server', () => {
    expect(toHttpError(new RangeError('Maximum call stack size exceeded')).status).toBe(400);
    expect(toHttpError(new RangeError('Invalid array length')).status).toBe(500);
  });

  test('a fault of ours is a 500 that tells nothing of the inside', () => {
    expect(toHttpError(new TypeError('cannot read secret of undefined')).status).toBe(500);
    expect(text(new TypeError('cannot read secret of undefined'))).toBe('Erreur interne du serveur');
    expect(toHttpError(undefined).status).toBe(500);
    expect(toHttpError('text').status).toBe(500);
  });
});

// The path of the log keeps resource types, which it knows from the definitions.
beforeAll(loadDefinitions);

describe('the express handler', () => {
  const logger = createLogger('silent');
  const response = (headersSent = false) => {
    const res = { headersSent, status: vi.fn(), type: vi.fn(), send: vi.fn(), set: vi.fn() };
    res.status.mockReturnValue(res);
    res.type.mockReturnValue(res);
    return res;
  };
  const request = { method: 'GET', originalUrl: '/fhir/R4/Patient?name=Martin' } as Request;

  test('sends the outcome', () => {
    const res = response();
    errorHandler(logger)(new HttpError(400, 'invalid', 'Non'), request, res as unknown as Response, vi.fn());
    expect(res.status).toHaveBeenCalledWith(400);
    expect(JSON.parse(res.send.mock.calls[0]![0])).toEqual(outcome('invalid', 'Non'));
    expect(res.set).not.toHaveBeenCalled();
  });

  test('closes the connection instead of reading the rest of a body that is too large', () => {
    const res = response();
    const err = Object.assign(new Error(), { type: 'entity.too.large' });
    errorHandler(logger)(err, request, res as unknown as Response, vi.fn());
    expect(res.set).toHaveBeenCalledWith('Connection', 'close');
  });

  test('leaves to express an answer already begun', () => {
    const next = vi.fn();
    const res = response(true);
    errorHandler(logger)(new Error('late'), request, res as unknown as Response, next);
    expect(next).toHaveBeenCalled();
    expect(res.send).not.toHaveBeenCalled();
  });

  test('a fault is logged without the query', () => {
    const spy = vi.spyOn(logger, 'error');
    errorHandler(logger)(new Error('fault'), request, response() as unknown as Response, vi.fn());
    expect(JSON.stringify(spy.mock.calls)).toContain('/fhir/R4/Patient');
    expect(JSON.stringify(spy.mock.calls)).not.toContain('Martin');
  });
});
