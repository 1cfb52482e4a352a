using Buildpacks.Net.Sdk;

return await BuildpackHost.RunAsync(new ProcfileBuildpack.ProcfileBuildpack(), args);
