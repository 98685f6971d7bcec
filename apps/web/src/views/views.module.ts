import fastifyStatic from '@fastify/static';
import { Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { AssetsController } from './assets.controller.js';
import { FONT_FOLDER } from './assets.js';

@Module({ controllers: [AssetsController] })
export class ViewsModule implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {}

  /** Gives replies their `sendFile`; `serve: false` leaves every route to a controller that declares its access. */
  async onModuleInit(): Promise<void> {
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    if (!fastify.hasReplyDecorator('sendFile')) {
      await fastify.register(fastifyStatic, { root: FONT_FOLDER, serve: false });
    }
  }
}
