import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Problem } from '#platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ACCESS, type AccessRule } from './access.js';
import { ApiKeyDoor } from './api-key-door.service.js';
import { OfficerDoor } from './officer-door.service.js';

/** Every route passes here; one that declares nothing is closed to everybody. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly apiKeys: ApiKeyDoor,
    private readonly officers: OfficerDoor,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const rules = this.reflector.getAllAndOverride<AccessRule[] | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    if (!rules || rules.length === 0) {
      throw Problem.forbidden('This route declares nobody who may call it.');
    }
    if (rules.includes('link')) return true;
    if (rules.includes('public')) {
      this.officers.refuseCrossSite(request);
      return true;
    }
    if (rules.some((rule) => rule.startsWith('api-key:'))) {
      await this.apiKeys.admit(request, reply, rules);
    } else {
      await this.officers.admit(request, rules);
    }
    return true;
  }
}
