Console.WriteLine($"Hello, {(args.Length > 0 ? args[0] : "container")}.");
