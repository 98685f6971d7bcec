import { type INestApplicationContext, type Type, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer } from '@nestjs/core';
import { ACCESS, type AccessRule } from './access.js';

export interface DeclaredRoute {
  /** `POST /v1/notices/:id/approval` */
  route: string;
  /** Empty where the route declares nothing, and is therefore closed. */
  access: AccessRule[];
}

/** Every route of every controller with who may call it, sorted; for the test that compares them. */
export function declaredRoutes(app: INestApplicationContext): DeclaredRoute[] {
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) =>
    [...module.controllers.values()].flatMap(({ metatype }) =>
      typeof metatype === 'function' ? [metatype as Type] : [],
    ),
  );
  return [...new Set(controllers)]
    .flatMap(routesOf)
    .sort((a, b) => (a.route < b.route ? -1 : a.route > b.route ? 1 : 0));
}

function routesOf(controller: Type): DeclaredRoute[] {
  const prefixes = pathsOf(controller);
  const prototype = controller.prototype as Record<string, unknown>;
  return Object.getOwnPropertyNames(prototype).flatMap((name) => {
    if (name === 'constructor') return [];
    const handler = Object.getOwnPropertyDescriptor(prototype, name)?.value as unknown;
    if (typeof handler !== 'function' || !Reflect.hasMetadata(METHOD_METADATA, handler)) return [];
    const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod];
    const access = (Reflect.getMetadata(ACCESS, handler) ??
      Reflect.getMetadata(ACCESS, controller) ??
      []) as AccessRule[];
    return prefixes.flatMap((prefix) =>
      pathsOf(handler).map((path) => ({ route: `${method} ${joined(prefix, path)}`, access })),
    );
  });
}

function pathsOf(target: object): string[] {
  const paths = Reflect.getMetadata(PATH_METADATA, target) as string | string[] | undefined;
  return paths === undefined ? [''] : [paths].flat();
}

const joined = (...parts: string[]) =>
  `/${parts
    .map((part) => part.replace(/^\/+|\/+$/g, ''))
    .filter(Boolean)
    .join('/')}`;
