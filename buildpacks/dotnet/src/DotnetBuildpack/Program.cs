using Buildpacks.Net.Sdk;

return await BuildpackHost.RunAsync(new DotnetBuildpack.DotnetBuildpack(), args);
